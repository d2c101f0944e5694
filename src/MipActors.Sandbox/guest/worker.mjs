// The worker of a sandbox: Python, and with it whatever the program does. Says to the main thread: started, drain, solve,
// finished, fault.

import { expect, wait } from "./answer.mjs";
import { OutboxWriter, STDERR, STDOUT } from "./outbox.mjs";
import { place } from "./placing.mjs";
import { startPython } from "./pyodide.mjs";

const MOVED_BYTES = 1 << 16; // to move what is smaller takes longer than to copy it
const SIGUSR1 = 10; // to the prelude: what is printed from now on is dropped
const GUEST_FOLDER = new URL(".", import.meta.url).pathname.slice(0, -1);
const said = new TextDecoder();
let python, openOutbox, outbox, answer, maxFrameBytes;
let printed = null; // bytes, while a program is only looked at

const orders = {
  async start({ settings, outbox: memory, answer: place, interrupt }) {
    const { python: started, ...origin } = await startPython(settings, decodeURIComponent(GUEST_FOLDER));
    python = started;
    answer = place;
    maxFrameBytes = settings.maxFrameBytes;
    const signals = new Uint8Array(interrupt);
    // An interrupt that waits there is not to be overwritten: then the prints stay slow, and the program is about to end.
    const nobodyReads = () => Atomics.compareExchange(signals, 0, 0, SIGUSR1);
    openOutbox = () => new OutboxWriter(memory, settings.maxOutputBytes, () => postMessage({ kind: "drain" }), nobodyReads);
    python.setStdin({ stdin: () => null });
    python.setStdout({ write: (bytes) => print(STDOUT, bytes) });
    python.setStderr({ write: (bytes) => print(STDERR, bytes) });
    python.setInterruptBuffer(signals);
    python.globals.set("_host", python.toPy([solve, findColumns, JSON.stringify(settings.packages), unpackWheel, readLock(settings)]));
    const versions = JSON.parse(python.runPython("mipactors_guest.start.connected(*_host)"));
    postMessage({
      kind: "started",
      versions: { pyodide: python.version, ...versions, deno: Deno.version.deno, ...origin },
      ...JSON.parse(python.runPython("mipactors_guest.warm.rehearsal()")),
    });
  },
  run({ program }) {
    // Data are not taken apart here for nothing: they may be long.
    const looks = program.includes('"mode":"validate"') && JSON.parse(program).mode === "validate";
    printed = looks ? 0 : null;
    outbox = openOutbox();
    python.globals.set("_program", program);
    const outcome = outcomeOf(() => {
      const told = JSON.parse(python.runPython("mipactors_guest.program.run(_program)"));
      if (printed) throw new Error("a program that was only looked at has printed");
      return told;
    }, looks);
    outcome.stdoutDroppedBytes = outbox.droppedBytes[STDOUT];
    outcome.stderrDroppedBytes = outbox.droppedBytes[STDERR];
    postMessage({ kind: "finished", text: JSON.stringify(outcome) });
  },
};

// Python's own parser and compiler, and whatever a program runs in C, can use up JavaScript's stack, which Python can not tell.
function outcomeOf(run, looks) {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError && /call stack/.test(error.message))) throw error;
    const message = "The program is nested too deeply, or calls itself too deeply.";
    const hint = "Take the longest expression apart (a sum of thousands of terms: lpSum over a list), or write the recursion as a loop.";
    return looks
      ? { outcome: "validated", message: "", solves: 0, findings: [{ severity: "error", code: "too-deep", message, hint }] }
      : { outcome: "exception", exceptionType: "RecursionError", message, hint, solves: 0 };
  }
}

function print(stream, bytes) {
  if (printed !== null) {
    printed += bytes.length; // Pyodide's last words when the stack is used up; anything else is a fault
    return bytes.length;
  }
  outbox.write(stream, bytes);
  return bytes.length;
}

// Called by Python with the bytes of a SolveCall; blocks until the server has answered.
function solve(call) {
  const view = call.getBuffer("u8");
  const copy = view.data.byteLength <= maxFrameBytes ? view.data.slice().buffer : null;
  const bytes = view.data.byteLength;
  view.release();
  if (copy === null) {
    return [true, `The model takes ${bytes} bytes; this server takes at most ${maxFrameBytes}. Make it smaller, or raise the setting mipactors.limits.frame.`];
  }
  expect(answer);
  postMessage({ kind: "solve", call: copy }, copy.byteLength < MOVED_BYTES ? [] : [copy]);
  const told = wait(answer);
  return [told.failed, told.failed ? said.decode(told.bytes) : told.bytes];
}

// Called by Python with the addresses of three lists (placing.mjs). The memory is another one whenever it has grown.
const findColumns = (terms, known, entries) => place(python._module.HEAPU32, terms, known, entries);

// Called by Python when a program first imports a module of a wheel.
function unpackWheel(file, folder) {
  python.unpackArchive(Deno.readFileSync(file), "wheel", { extractDir: folder });
}

const readLock = ({ pyodideFolder }) => () => Deno.readTextFileSync(`${pyodideFolder}/pyodide-lock.json`);

self.onmessage = async ({ data }) => {
  try {
    await orders[data.kind](data);
  } catch (error) {
    postMessage({ kind: "fault", text: `${data.kind}: ${error.message ?? error}` });
  }
};
