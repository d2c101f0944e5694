# Tries: to take away what its guardian listens to.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: no-problem|sandbox-broken|deadline

attempt('process.getBuiltinModule("node:fs").closeSync(0)')
