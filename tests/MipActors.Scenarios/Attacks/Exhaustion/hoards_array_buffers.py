# Tries: to take memory that is not Python's.
# Seen: mark
# Passes without a limit: yes
# Stopped: memory-limit|could not allocate|allocation failed

js("""
globalThis.hoard = [];
for (let taken = 0; taken < 1000; taken += 20) hoard.push(new Uint8Array(20 << 20).fill(1));
const rest = Date.now() + 1000;
while (Date.now() < rest);
""")
print(data["mark"])
