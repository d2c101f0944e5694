# Tries: to run longer than its job.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline.*line|Traceback
# Timeout: 2

import time

end = time.monotonic() + 5
while time.monotonic() < end:
    pass
print(data["mark"])
