# Tries: to take a frame of the server from the process's stdin, and to forge an outcome with the key that is in it.
# Seen: mark
# Stopped: without this session

from pulp import *

js("""
const thief = `
  const frame = new Uint8Array(1 << 16);
  const length = Deno.stdin.readSync(frame);
  const text = new TextEncoder().encode(JSON.stringify({ outcome: "exception", exceptionType: "Forged", message: ${JSON.stringify(d.mark)}, solves: 0 }));
  const forged = new Uint8Array(21 + text.length);
  new DataView(forged.buffer).setUint32(0, text.length, true);
  forged.set(frame.subarray(4, 20), 4);
  forged[20] = 0x92;
  forged.set(text, 21);
  Deno.stdout.writeSync(forged);
`;
new Worker("data:text/javascript," + encodeURIComponent(thief), { type: "module" });
""")
import time

while True:  # the main thread takes the first answer, the thief the next one
    time.sleep(0.3)
    problem = LpProblem("bait", LpMinimize)
    problem += LpVariable("x", 0, 1)
    try:
        problem.solve(PULP_CBC_CMD(msg=0))
    except PulpError:
        pass
