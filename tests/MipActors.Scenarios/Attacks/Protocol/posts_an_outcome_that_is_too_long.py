# Tries: to fill the server with an outcome.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("postMessage({ kind: 'finished', text: 'x'.repeat(5_000_000) })")
wait_to_be_ended()
