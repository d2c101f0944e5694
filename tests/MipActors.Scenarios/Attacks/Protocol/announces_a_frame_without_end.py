# Tries: to have the server wait for, or make room for, four gigabytes.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

from js import Deno

Deno.stdout.writeSync(to_js(b"\xff" * 4 + b"k" * 16 + b"\x90"))
wait_to_be_ended()
