# Tries: to have the server make room for numbers that do not come.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("""
const call = new DataView(new ArrayBuffer(64));
call.setUint32(0, 2, true); call.setUint8(4, 123); call.setUint8(5, 125); call.setUint32(6, 4_000_000, true);
postMessage({ kind: "solve", call: call.buffer });
""")
wait_to_be_ended()
