# Tries: to confuse the main thread by a word that there is none of.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("postMessage({ kind: 'constructor' })")
wait_to_be_ended()
