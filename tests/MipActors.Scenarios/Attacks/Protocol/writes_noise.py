# Tries: to have the server take noise for frames.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: sandbox-broken

import os
from js import Deno

for _ in range(50):
    Deno.stdout.writeSync(to_js(os.urandom(1000)))
wait_to_be_ended()
