# Tries: to have the server read noise as a model.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("postMessage({ kind: 'solve', call: new Uint8Array(1000).fill(255).buffer })")
wait_to_be_ended()
