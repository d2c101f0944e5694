// Pyodide with PuLP and the prelude in it: from nothing, from a memory snapshot, or on the way to one. The only place that
// knows Pyodide's options; those with an underscore hold for exactly the version that package.json pins.

// Files live in JavaScript's memory, so that a snapshot does not carry them; they are put back after every start.
const LIBRARY = "/lib/mipactors";
const WASM_PAGE_BYTES = 65536;

/** Starts Python: `{ python, fromSnapshot, snapshotProblem }`. A snapshot that does not fit is told and done without. */
export async function startPython(settings, guestFolder) {
  limitMemory(settings.maxWasmMemoryBytes);
  if (settings.snapshot) {
    try {
      const python = await load(settings, guestFolder, { _loadSnapshot: bytesOf(settings.snapshot) });
      python.runPython("import mipactors_guest.start; mipactors_guest.start.restored()");
      return { python, fromSnapshot: true };
    } catch (error) {
      return { ...await coldStart(settings, guestFolder), snapshotProblem: String(error.message).slice(0, 500) };
    }
  }
  return await coldStart(settings, guestFolder);
}

/** The bytes of a snapshot: PuLP and the prelude imported, nothing of any program. */
export async function makeSnapshot(settings, guestFolder) {
  const python = await load(settings, guestFolder, { _makeSnapshot: true });
  python.runPython("import mipactors_guest.start; mipactors_guest.start.imported()");
  return python.makeMemorySnapshot();
}

async function coldStart(settings, guestFolder) {
  const python = await load(settings, guestFolder, {});
  python.runPython("import mipactors_guest.start; mipactors_guest.start.imported()");
  return { python, fromSnapshot: false };
}

async function load({ pyodideFolder, pulpFolder }, guestFolder, options) {
  const python = await asBareEngine(async () => {
    const { loadPyodide } = await import(`file://${encodeURI(pyodideFolder)}/pyodide.mjs`);
    return await loadPyodide({
      ...options,
      indexURL: `${pyodideFolder}/`, // without it a wrong one is guessed under Deno
      createPyodideModule: emscriptenModule(pyodideFolder),
      stdout: () => {},
      stderr: () => {},
      env: { HOME: "/home/pyodide", PYTHONSAFEPATH: "1" },
    });
  });
  copyFolder(python.FS, `${guestFolder}/mipactors_guest`, `${LIBRARY}/mipactors_guest`);
  copyFolder(python.FS, `${pulpFolder}/pulp`, `${LIBRARY}/pulp`);
  python.runPython(`
import importlib, sys
if "${LIBRARY}" not in sys.path:
    sys.path.append("${LIBRARY}")
importlib.invalidate_caches()
`);
  return python;
}

// Deno imitates Node, and Pyodide would load eight of Node's modules (50 ms) to read four files. What it takes for a bare JavaScript
// engine in a worker is asked for two functions instead; and Python's os.system and the like find no Node to go through.
async function asBareEngine(action) {
  delete globalThis.process;
  globalThis.WorkerGlobalScope ??= class {}; // The snapshot is made in no worker.
  const functions = { read: Deno.readTextFileSync, readbuffer: (path) => bytesOf(path).buffer, load: () => {} };
  Object.assign(globalThis, functions);
  try {
    return await action();
  } finally {
    for (const name in functions) delete globalThis[name];
  }
}

// Deno's own function reads into a buffer that grows, and copies it: for the 31 MB of a snapshot 50 ms instead of 16.
function bytesOf(path) {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(file.statSync().size);
  for (let at = 0; at < bytes.length;) {
    const read = file.readSync(bytes.subarray(at));
    if (read === null) throw new Error(`${path} was cut off while it was read`);
    at += read;
  }
  return bytes;
}

// Deno parses each module before V8 does, which for the 1.2 MB of this one takes 60 ms. As the body of a function V8 alone reads it.
function emscriptenModule(folder) {
  const file = `${folder}/pyodide.asm.mjs`;
  const text = Deno.readTextFileSync(file).replaceAll("import.meta.url", JSON.stringify(`file://${encodeURI(file)}`));
  return new Function(text.replace(/export default (\w+);\s*$/, "return $1;"))();
}

function copyFolder(files, source, target) {
  files.mkdirTree(target);
  for (const { name, isDirectory, isFile } of Deno.readDirSync(source)) {
    if (isDirectory && name !== "__pycache__") copyFolder(files, `${source}/${name}`, `${target}/${name}`);
    if (isFile) files.writeFile(`${target}/${name}`, Deno.readFileSync(`${source}/${name}`));
  }
}

// Python gets a MemoryError. A program can undo this (it reaches JavaScript): the process needs a limit from outside as well.
function limitMemory(maxBytes) {
  if (!maxBytes) return;
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * WASM_PAGE_BYTES > maxBytes) throw new RangeError(`more than ${maxBytes} bytes of memory`);
    return grow.call(this, pages);
  };
}
