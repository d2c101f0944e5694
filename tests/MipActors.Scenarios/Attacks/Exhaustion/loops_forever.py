# Tries: to run longer than its job.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline.*line|Traceback
# Timeout: 4

import time

end = time.monotonic() + 10
while time.monotonic() < end:
    pass
print(data["mark"])
