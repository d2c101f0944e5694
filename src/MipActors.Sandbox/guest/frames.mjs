// Frames on the pipes (docs/protocol.md): length (4), session key (16), type (1), payload; little-endian.

export const HARD_CAP_BYTES = 512 * 1024 * 1024;
const HEADER_BYTES = 21;
const KEY_BYTES = 16;
const FIRST_CHUNK_BYTES = 1 << 20;
const JOINED_BYTES = 1 << 16; // header and payload in one write up to here; beyond it a copy costs more

/** Reads frames; the key of the first one is the session's. A foreign key or an over-long frame throws. */
export class FrameReader {
  #source;
  #chunk = new Uint8Array(1 << 16);
  #pending = new Uint8Array(0); // of the chunk, which is read into when this is empty

  constructor(source) {
    this.#source = source;
    this.capBytes = HARD_CAP_BYTES;
    this.key = null;
  }

  /** The next frame, or null at the end of the stream, also inside a frame: its sender is gone then. */
  async next() {
    const header = await this.#take(HEADER_BYTES);
    if (header === null) return null;
    const length = new DataView(header.buffer, header.byteOffset).getUint32(0, true);
    const key = header.slice(4, 4 + KEY_BYTES);
    this.key ??= key;
    if (!key.every((byte, at) => byte === this.key[at])) throw new Error("a frame without this session's key");
    if (length > this.capBytes) throw new Error(`a frame of ${length} bytes, but ${this.capBytes} is the most`);
    const payload = await this.#take(length);
    return payload === null ? null : { type: header[HEADER_BYTES - 1], payload };
  }

  // Grows as bytes arrive, not as they are announced.
  async #take(wanted) {
    let buffer = new Uint8Array(Math.min(wanted, FIRST_CHUNK_BYTES));
    let filled = 0;
    while (filled < wanted) {
      if (this.#pending.length === 0) {
        const read = await this.#source.read(this.#chunk);
        if (read === null) return null;
        this.#pending = this.#chunk.subarray(0, read);
      }
      const taken = this.#pending.subarray(0, wanted - filled);
      if (filled + taken.length > buffer.length) {
        const larger = new Uint8Array(Math.min(wanted, Math.max(buffer.length * 4, filled + taken.length)));
        larger.set(buffer.subarray(0, filled));
        buffer = larger;
      }
      buffer.set(taken, filled);
      filled += taken.length;
      this.#pending = this.#pending.subarray(taken.length);
    }
    return buffer;
  }
}

/** Writes frames completely and in order; knows how many bytes wait. */
export class FrameWriter {
  #sink;
  #last = Promise.resolve();

  constructor(sink, onBroken) {
    this.#sink = sink;
    this.onBroken = onBroken;
    this.key = null;
    this.waitingBytes = 0;
  }

  /** Queues a frame; the promise is fulfilled when it is written. */
  write(type, payload = new Uint8Array(0)) {
    const joined = payload.length <= JOINED_BYTES ? payload.length : 0;
    const start = new Uint8Array(HEADER_BYTES + joined);
    new DataView(start.buffer).setUint32(0, payload.length, true);
    start.set(this.key, 4);
    start[HEADER_BYTES - 1] = type;
    start.set(payload.subarray(0, joined), HEADER_BYTES);
    const rest = payload.subarray(joined);
    this.waitingBytes += start.length + rest.length;
    this.#last = this.#last.then(() => this.#writeAll(start)).then(() => this.#writeAll(rest)).catch(this.onBroken);
    return this.#last;
  }

  async #writeAll(bytes) {
    for (let at = 0; at < bytes.length;) at += await this.#sink.write(bytes.subarray(at));
    this.waitingBytes -= bytes.length;
  }
}
