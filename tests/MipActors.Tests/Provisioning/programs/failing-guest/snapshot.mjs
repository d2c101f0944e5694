// A guest whose Python does not load.
console.error("the snapshot could not be made: no Python here");
Deno.exit(1);
