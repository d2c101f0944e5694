# Tries: to go on after the interrupt of its deadline.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 4

import time

end = time.monotonic() + 10
while time.monotonic() < end:
    try:
        while time.monotonic() < end:
            pass
    except BaseException:
        pass
print(data["mark"])
