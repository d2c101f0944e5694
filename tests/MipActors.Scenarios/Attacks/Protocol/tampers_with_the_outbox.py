# Tries: to have the main thread read beyond the ring of its output.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("""
// The ring is handed over in a message, and kept by the writer's closure: whoever patches Atomics sees it.
const load = Atomics.load;
Atomics.load = (array, at) => { if (array.length === 2 && array.buffer.byteLength > 100_000) Atomics.store(array, 0, 0x7fffffff); return load(array, at); };
""")
print("anything")
wait_to_be_ended()
