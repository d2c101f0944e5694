# Tries: to fill the heap of the JavaScript engine.
# Seen: mark
# Passes without a limit: yes
# Stopped: memory-limit

js("globalThis.hoard = []; for (let count = 0; count < 8_000_000; count++) hoard.push({ count, more: [count] })")
print(data["mark"])
