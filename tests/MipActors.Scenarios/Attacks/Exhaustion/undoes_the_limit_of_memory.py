# Tries: to take Python's own limit away, by a stolen reference to what it wraps, and then all memory.
# Seen: mark
# Passes without a limit: yes
# Stopped: memory-limit|MemoryError

import time

js("""
const call = Function.prototype.call;
let stolen;
Function.prototype.call = function (self, ...rest) { if (this.name === "grow") stolen = this; return Reflect.apply(this, self, rest); };
try { new WebAssembly.Memory({ initial: 1 }).grow(1) } catch { }
Function.prototype.call = call;
if (stolen) WebAssembly.Memory.prototype.grow = stolen;
""")
hoard = [bytearray(25_000_000) for _ in range(40)]
time.sleep(1)
print(data["mark"])
