// What the program prints, on its way from the worker to the main thread: a ring in shared memory with one writer and one
// reader. The worker runs Python without a pause, so that its timers never fire; the main thread can look into the ring all the
// same. A full ring makes the writer wait: a flood costs the main thread no memory.

const HEAD = 0; // bytes ever written, modulo 2^32
const TAIL = 1; // bytes ever taken
const CONTROL_BYTES = 8;
const CAPACITY = 1 << 18; // a power of two
const RECORD_HEADER_BYTES = 5; // stream, length
const LARGEST_PIECE_BYTES = 1 << 16;

export const STDOUT = 1;
export const STDERR = 2;

class Ring {
  constructor(memory) {
    this.control = new Int32Array(memory, 0, 2);
    this.bytes = new Uint8Array(memory, CONTROL_BYTES, CAPACITY);
  }

  get used() {
    return (Atomics.load(this.control, HEAD) - Atomics.load(this.control, TAIL)) >>> 0;
  }

  copyIn(at, source) {
    const start = at & (CAPACITY - 1);
    const first = Math.min(source.length, CAPACITY - start);
    this.bytes.set(source.subarray(0, first), start);
    this.bytes.set(source.subarray(first), 0);
  }

  copyOut(at, length) {
    const target = new Uint8Array(length);
    const start = at & (CAPACITY - 1);
    const first = Math.min(length, CAPACITY - start);
    target.set(this.bytes.subarray(start, start + first));
    target.set(this.bytes.subarray(0, length - first), first);
    return target;
  }
}

export const createOutbox = () => new SharedArrayBuffer(CONTROL_BYTES + CAPACITY);

/** The worker's end. Drops what is beyond the cap, and counts it; says once, by `onFull`, that nothing more will be kept. */
export class OutboxWriter {
  #ring;
  #left;
  #askForDrain;
  #onFull;
  droppedBytes = { [STDOUT]: 0, [STDERR]: 0 };

  constructor(memory, maxBytes, askForDrain, onFull) {
    this.#ring = new Ring(memory);
    this.#left = maxBytes;
    this.#askForDrain = askForDrain;
    this.#onFull = onFull;
  }

  write(stream, bytes) {
    let kept = Math.min(bytes.length, this.#left);
    // Not in the middle of a character.
    if (kept < bytes.length) while (kept > 0 && (bytes[kept] & 0xc0) === 0x80) kept--;
    this.droppedBytes[stream] += bytes.length - kept;
    if (kept < bytes.length) {
      this.#left = 0;
      this.#onFull?.();
      this.#onFull = null;
    } else this.#left -= kept;
    for (let at = 0; at < kept;) at += this.#put(stream, bytes.subarray(at, kept));
  }

  #put(stream, bytes) {
    const { control } = this.#ring;
    const tail = Atomics.load(control, TAIL);
    const room = CAPACITY - this.#ring.used - RECORD_HEADER_BYTES;
    if (room <= 0) {
      this.#askForDrain();
      Atomics.wait(control, TAIL, tail, 1000);
      return 0;
    }
    const piece = bytes.subarray(0, Math.min(room, LARGEST_PIECE_BYTES));
    const head = Atomics.load(control, HEAD);
    const record = new Uint8Array(RECORD_HEADER_BYTES);
    record[0] = stream;
    new DataView(record.buffer).setUint32(1, piece.length, true);
    this.#ring.copyIn(head, record);
    this.#ring.copyIn(head + RECORD_HEADER_BYTES, piece);
    const before = this.#ring.used;
    Atomics.store(control, HEAD, (head + RECORD_HEADER_BYTES + piece.length) | 0);
    if (before < CAPACITY / 2 && this.#ring.used >= CAPACITY / 2) this.#askForDrain();
    return piece.length;
  }
}

/** The main thread's end. The program can write into the ring itself: nothing in it is believed. */
export class OutboxReader {
  #ring;

  constructor(memory) {
    this.#ring = new Ring(memory);
  }

  /** Everything that is there, neighbours of one stream joined. */
  drain() {
    const { control } = this.#ring;
    const used = this.#ring.used;
    if (used > CAPACITY) throw new Error("the outbox was tampered with");
    const start = Atomics.load(control, TAIL);
    const pieces = [];
    for (let at = 0; at < used;) {
      const header = this.#ring.copyOut(start + at, RECORD_HEADER_BYTES);
      const length = new DataView(header.buffer).getUint32(1, true);
      at += RECORD_HEADER_BYTES + length;
      if (at > used || (header[0] !== STDOUT && header[0] !== STDERR)) throw new Error("the outbox was tampered with");
      const last = pieces.at(-1);
      const bytes = this.#ring.copyOut(start + at - length, length);
      if (last?.stream === header[0] && last.length + length <= LARGEST_PIECE_BYTES) {
        last.parts.push(bytes);
        last.length += length;
      } else {
        pieces.push({ stream: header[0], parts: [bytes], length });
      }
    }
    Atomics.store(control, TAIL, (start + used) | 0);
    Atomics.notify(control, TAIL);
    return pieces;
  }
}
