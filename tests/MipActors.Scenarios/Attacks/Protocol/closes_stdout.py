# Tries: to leave the server without a word.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: no-problem|sandbox-broken

attempt('process.getBuiltinModule("node:fs").closeSync(1)')
