# Tries: to have the server take members that it does not know.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("postMessage({ kind: 'finished', text: JSON.stringify({ outcome: 'completed', message: '', solves: 0, verified: true }) })")
wait_to_be_ended()
