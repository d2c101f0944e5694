// One call as the peers make it: a process of its own, Pyodide from nothing, the program run in it, and PuLP's MPS file out of it
// as text (on stdout). On stderr one line of JSON: milliseconds of each step, for whoever asks where they go.
//
//   node peer.mjs PYODIDE_FOLDER PULP_FOLDER PROGRAM

import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodideFolder, pulpFolder, program] = process.argv.slice(2);
const steps = {};
let since = performance.now();
steps.node = Math.round(since);

function step(name) {
  const now = performance.now();
  steps[name] = Math.round(now - since);
  since = now;
}

function copyFolder(files, source, target) {
  files.mkdirTree(target);
  for (const entry of fs.readdirSync(source, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== "__pycache__") copyFolder(files, `${source}/${entry.name}`, `${target}/${entry.name}`);
    if (entry.isFile()) files.writeFile(`${target}/${entry.name}`, fs.readFileSync(`${source}/${entry.name}`));
  }
}

const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${pyodideFolder}/`, stdout: () => {}, stderr: () => {} });
step("pyodide");

copyFolder(python.FS, `${pulpFolder}/pulp`, "/lib/peer/pulp");
python.runPython("import sys; sys.path.append('/lib/peer'); import warnings; warnings.simplefilter('ignore'); import pulp");
step("pulp");

python.globals.set("code", fs.readFileSync(program, "utf8"));
python.runPython("scope = {}; exec(code, scope)");
step("program");

python.runPython("next(p for p in scope.values() if isinstance(p, pulp.LpProblem)).writeMPS('/tmp/model.mps')");
const mps = python.FS.readFile("/tmp/model.mps", { encoding: "utf8" });
step("mps");

fs.writeSync(1, mps);
fs.writeSync(2, `${JSON.stringify(steps)}\n`);
process.exit(0);
