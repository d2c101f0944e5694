# Tries: to keep its sandbox by keeping its last word back.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 4

js("""
const post = self.postMessage.bind(self);
self.postMessage = (message, ...more) => message.kind === "finished" || post(message, ...more);
setTimeout(() => post({ kind: "finished", text: JSON.stringify({ outcome: "exception", exceptionType: "Told", message: d.mark, solves: 0 }) }), 5000);
""")
