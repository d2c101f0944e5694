# Tries: to have the server wait inside of a frame for ever.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken|deadline

from js import Deno

Deno.stdout.writeSync(to_js(b"\x08\x00"))
print(data["mark"][:0])
wait_to_be_ended()
