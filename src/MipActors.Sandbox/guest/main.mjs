// The main thread of a sandbox: guardian and frames, nothing else. Python runs in a worker, so that nothing a program does can
// keep this thread from leaving when stdin ends or the deadline comes. What the worker says is the program's word and no more:
// checked here against the state, capped, and put into frames whose key the worker never sees. (A program can read stdin itself, and
// the key of the server's frames with it: therefore the frames that go out have another one, which only Hello names.)
//
//   hello → starting → rehearsing → ready → running ⇄ solving → finished
//
// Before it is ready it plays a throw-away program through the same doors as the program to come, several times: code is compiled
// when it first runs, WebAssembly's as well as JavaScript's, and the first program of an untried sandbox takes three times as long.
//
// Exit codes: 0 left as told or stdin ended, 3 the deadline of Arm, 4 a Fault was sent, 5 stdout is gone.

import { createAnswer, give } from "./answer.mjs";
import { FrameReader, FrameWriter, HARD_CAP_BYTES } from "./frames.mjs";
import { createOutbox, OutboxReader } from "./outbox.mjs";

const LEFT = 0, DEADLINE = 3, FAULT = 4, NO_STDOUT = 5;
const LOOK_INTO_OUTBOX_MS = 50;
const BACKLOG_BYTES = 1 << 20;
const LONGEST_TIMER_MS = 0x7fffffff;
const FINISHED_CAP_BYTES = 4 << 20;
const REHEARSALS = 3;
const INTERRUPT = 2; // SIGINT, as Pyodide's interrupt buffer wants it

const HELLO = 0x01, EXIT = 0x02, ARM = 0x03, PING = 0x04, RUN = 0x10, SOLVED = 0x11, SOLVE_FAILED = 0x12, INTERRUPT_PROGRAM = 0x13;
const READY = 0x81, FAULT_FRAME = 0x82, PONG = 0x83, OUTPUT = 0x90, SOLVE = 0x91, FINISHED = 0x92;

const reader = new FrameReader(Deno.stdin);
const writer = new FrameWriter(Deno.stdout, () => Deno.exit(NO_STDOUT));
const interrupt = new Uint8Array(new SharedArrayBuffer(1));
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
let state = "hello";
let settings, worker, outbox, answer, began, rehearsal, deadline, outputBytes = 0;

function fault(text) {
  if (state === "faulted") return;
  state = "faulted";
  worker?.terminate();
  setTimeout(() => Deno.exit(FAULT), 1000); // nobody reads stdout
  if (writer.key === null) Deno.exit(FAULT);
  writer.write(FAULT_FRAME, encoder.encode(String(text).slice(0, 8000).toWellFormed())).then(() => Deno.exit(FAULT));
}

function emitOutput() {
  for (const { stream, parts, length } of outbox.drain()) {
    outputBytes += length;
    if (outputBytes > settings.maxOutputBytes) return fault("the program wrote past its output cap");
    const payload = new Uint8Array(1 + length);
    payload[0] = stream;
    let at = 1;
    for (const part of parts) {
      payload.set(part, at);
      at += part.length;
    }
    writer.write(OUTPUT, payload);
  }
}

function within(...states) {
  if (!states.includes(state)) throw new Error(`not expected while ${state}`);
}

const fromServer = {
  [HELLO](payload) {
    within("hello");
    const { replyKey, ...rest } = JSON.parse(decoder.decode(payload));
    settings = rest; // these the worker is told; the key it is not
    writer.key = Uint8Array.fromHex(replyKey);
    settings.maxFrameBytes = Math.min(settings.maxFrameBytes ?? HARD_CAP_BYTES, HARD_CAP_BYTES);
    reader.capBytes = settings.maxFrameBytes;
    state = "starting";
    began = performance.now();
    clearTimeout(setTimeout(() => {}, 0)); // Deno's first timer costs some 9 ms: paid here, not by the program
    const outboxMemory = createOutbox();
    outbox = new OutboxReader(outboxMemory);
    answer = createAnswer(settings.maxFrameBytes);
    worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => guarded(() => fromWorker[data.kind](data), "the program");
    worker.onmessageerror = () => fault("the program sent what can not be read");
    worker.onerror = (event) => {
      event.preventDefault();
      fault(`the worker failed: ${event.message}`);
    };
    worker.postMessage({ kind: "start", settings, outbox: outboxMemory, answer, interrupt: interrupt.buffer });
  },
  [EXIT]() {
    Deno.exit(LEFT);
  },
  [ARM](payload) {
    const seconds = new DataView(payload.buffer, payload.byteOffset, payload.length).getFloat64(0, true);
    if (!(seconds >= 0)) throw new Error(`a deadline in ${seconds} seconds`);
    clearTimeout(deadline);
    deadline = setTimeout(() => Deno.exit(DEADLINE), Math.min(seconds * 1000, LONGEST_TIMER_MS));
  },
  [PING]() {
    writer.write(PONG, new Uint8Array(0));
  },
  [RUN](payload) {
    within("ready");
    const program = decoder.decode(payload);
    state = "running";
    setInterval(() => {
      if (writer.waitingBytes < BACKLOG_BYTES && state !== "finished") guarded(emitOutput, "the program");
    }, LOOK_INTO_OUTBOX_MS);
    worker.postMessage({ kind: "run", program });
  },
  [SOLVED](payload) {
    within("solving");
    state = "running";
    give(answer, false, payload);
  },
  [SOLVE_FAILED](payload) {
    within("solving");
    state = "running";
    give(answer, true, payload);
  },
  [INTERRUPT_PROGRAM]() {
    // One sent just before the server saw Finished is no mistake.
    within("running", "solving", "finished");
    interrupt[0] = INTERRUPT;
  },
};

const fromWorker = {
  __proto__: null,
  started({ versions, program, solution }) {
    within("starting");
    state = "rehearsing";
    rehearsal = { versions, program, solution: Uint8Array.fromBase64(solution), left: REHEARSALS };
    worker.postMessage({ kind: "run", program });
  },
  drain() {
    if (writer.waitingBytes < BACKLOG_BYTES) emitOutput();
  },
  solve({ call }) {
    if (state === "rehearsing") return give(answer, false, rehearsal.solution);
    within("running");
    if (!(call instanceof ArrayBuffer)) throw new Error("a model that is no bytes");
    if (call.byteLength > settings.maxFrameBytes) throw new Error(`a model of ${call.byteLength} bytes is larger than allowed`);
    emitOutput();
    state = "solving";
    writer.write(SOLVE, new Uint8Array(call));
  },
  finished({ text }) {
    if (state === "rehearsing") return rehearsed(text);
    within("running");
    const payload = encoder.encode(String(text).toWellFormed());
    if (payload.length > FINISHED_CAP_BYTES) throw new Error(`an outcome of ${payload.length} bytes`);
    emitOutput();
    state = "finished";
    writer.write(FINISHED, payload);
    worker.terminate();
  },
  fault({ text }) {
    throw new Error(text);
  },
};

function rehearsed(text) {
  outbox.drain();
  const { outcome, solves } = JSON.parse(text);
  if (outcome !== "completed" || solves !== 1) throw new Error(`the rehearsal ended with ${text}`);
  if (--rehearsal.left > 0) return worker.postMessage({ kind: "run", program: rehearsal.program });
  const ready = { ...rehearsal.versions, startMilliseconds: Math.round(performance.now() - began) };
  rehearsal = undefined;
  state = "ready";
  writer.write(READY, encoder.encode(JSON.stringify(ready)));
}

function guarded(action, who) {
  if (state === "faulted") return;
  try {
    action();
  } catch (error) {
    fault(`${who}: ${error.message}`);
  }
}

for (;;) {
  let frame;
  try {
    frame = await reader.next();
  } catch (error) {
    fault(`the server: ${error.message}`);
    break;
  }
  if (frame === null) Deno.exit(LEFT);
  guarded(() => {
    if (state === "hello" && frame.type !== HELLO) throw new Error("the first frame is no Hello");
    if (!(frame.type in fromServer)) throw new Error(`a frame of type ${frame.type}`);
    fromServer[frame.type](frame.payload);
  }, "the server");
}
