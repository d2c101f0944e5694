# Tries: to end twice.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: Told|sandbox-broken

js("""
const end = { kind: "finished", text: JSON.stringify({ outcome: "exception", exceptionType: "Told", message: "once", solves: 0 }) };
postMessage(end);
postMessage(end);
""")
