// Makes the memory snapshot that sandboxes start from: Pyodide with PuLP and the prelude imported.
//
//   deno run --no-prompt --no-remote --no-npm --no-config --allow-read=<folders> --allow-write=<target> snapshot.mjs SETTINGS TARGET
//
// SETTINGS is of the JSON of a Hello: pyodideFolder, and pulpFolder (the folder that holds pulp/). TARGET is the file to write. Prints {"bytes": n} on stdout; fails with a text on stderr and exit code 1.

import { makeSnapshot } from "./pyodide.mjs";

const [settings, target] = Deno.args;
try {
  const bytes = await makeSnapshot(JSON.parse(settings), decodeURIComponent(new URL(".", import.meta.url).pathname.slice(0, -1)));
  Deno.writeFileSync(target, bytes);
  console.log(JSON.stringify({ bytes: bytes.length }));
} catch (error) {
  console.error(`the snapshot could not be made: ${error.message ?? error}`);
  Deno.exit(1);
}
