// The answer to a solve, from the main thread to the worker that waits for it: the worker can not take messages while Python
// runs, so it sleeps on shared memory.

const WAITING = 0;
const SOLVED = 1;
const FAILED = 2;

export const createAnswer = (capBytes) => ({
  control: new SharedArrayBuffer(8), // state, length
  bytes: new SharedArrayBuffer(0, { maxByteLength: capBytes }),
});

/** Main thread: hands over the payload of Solved, or the text of SolveFailed, and wakes the worker. */
export function give(answer, failed, payload) {
  const control = new Int32Array(answer.control);
  if (answer.bytes.byteLength < payload.length) answer.bytes.grow(payload.length);
  new Uint8Array(answer.bytes).set(payload);
  Atomics.store(control, 1, payload.length);
  Atomics.store(control, 0, failed ? FAILED : SOLVED);
  Atomics.notify(control, 0);
}

/** Worker: to be called before the question is posted. */
export function expect(answer) {
  Atomics.store(new Int32Array(answer.control), 0, WAITING);
}

/** Worker: sleeps until the answer is there. */
export function wait(answer) {
  const control = new Int32Array(answer.control);
  Atomics.wait(control, 0, WAITING);
  const bytes = new Uint8Array(Atomics.load(control, 1));
  bytes.set(new Uint8Array(answer.bytes, 0, bytes.length));
  return { failed: Atomics.load(control, 0) === FAILED, bytes };
}
