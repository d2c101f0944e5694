// The column of each entry of a large model, looked up by where the variables lie in Python's memory. To ask each of a million
// entries for a number, in Python, is more than half of the work of lifting, for it reads objects that lie all over the memory; this
// reads the lists' own pointers alone.

// Words of a list object of CPython in 32 bits (Include/cpython/listobject.h): reference count, type, size, address of the items.
const SIZE = 2;
const ITEMS = 3;

/**
 * Columns go to the objective's variables as they stand there, then to the others that PuLP knows.
 * @param {Uint32Array} words Python's memory.
 * @param {number} terms Address of the list of the objective's variables,
 * @param {number} known of that of all variables that PuLP has registered,
 * @param {number} entries and of that of the variables of all constraints, row by row.
 * @returns {[Uint32Array, Uint32Array] | undefined} The column of each entry, and where in `known` the others are; undefined (which is
 * Python's None, as null is not) if an entry, or a variable of the objective, is none of the very objects that are registered.
 */
export function place(words, terms, known, entries) {
  const registered = itemsOf(words, known);
  const columns = new Columns(registered.length);
  for (const variable of itemsOf(words, terms)) {
    if (columns.count === registered.length) return undefined;
    columns.add(variable);
  }
  const others = [];
  for (let at = 0; at < registered.length; at++) {
    if (columns.of(registered[at]) !== undefined) continue;
    if (columns.count === registered.length) return undefined;
    columns.add(registered[at]);
    others.push(at);
  }
  const placed = itemsOf(words, entries).slice();
  for (let at = 0; at < placed.length; at++) {
    const column = columns.of(placed[at]);
    if (column === undefined) return undefined;
    placed[at] = column;
  }
  return [placed, Uint32Array.from(others)];
}

function itemsOf(words, list) {
  const start = words[(list >>> 2) + ITEMS] >>> 2;
  return words.subarray(start, start + words[(list >>> 2) + SIZE]);
}

/** Columns by address: open addressing, at most half full. A Map takes several times as long. */
class Columns {
  count = 0;
  #shift;
  #mask;
  #slots; // address, column; nothing lies at address 0

  constructor(most) {
    const bits = 33 - Math.clz32(Math.max(most, 1)); // twice as many slots, or more
    this.#shift = 32 - bits;
    this.#mask = 2 ** (bits + 1) - 1;
    this.#slots = new Uint32Array(2 ** (bits + 1));
  }

  add(address) {
    const slot = this.#slotOf(address);
    this.#slots[slot] = address;
    this.#slots[slot + 1] = this.count++;
  }

  of(address) {
    const slot = this.#slotOf(address);
    return this.#slots[slot] === 0 ? undefined : this.#slots[slot + 1];
  }

  #slotOf(address) {
    let slot = 2 * (Math.imul(address, 0x9e3779b1) >>> this.#shift);
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== address) slot = (slot + 2) & this.#mask;
    return slot;
  }
}
