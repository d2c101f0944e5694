# Tries: to confuse the main thread by something else than a word.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

js("postMessage(null)")
wait_to_be_ended()
