# Tries: to take memory that no limit on Python's sees.
# Seen: mark
# Passes without a limit: yes
# Stopped: memory-limit|could not allocate|allocation failed

js("""
globalThis.hoard = new WebAssembly.Memory({ initial: 16384 });
const bytes = new Uint8Array(hoard.buffer);
for (let at = 0; at < bytes.length; at += 4096) bytes[at] = 1;
const rest = Date.now() + 1000;
while (Date.now() < rest);
""")
print(data["mark"])
