# Tries: to have the main thread send what is no model.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("postMessage({ kind: 'solve', call: { byteLength: 8 } })")
wait_to_be_ended()
