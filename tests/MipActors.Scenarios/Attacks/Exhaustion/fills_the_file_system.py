# Tries: to fill a file system that lies in memory.
# Seen: mark
# Passes without a limit: yes
# Stopped: memory-limit|MemoryError|OSError|No space

import time

for number in range(40):
    with open(f"/tmp/{number}", "wb") as file:
        file.write(b"x" * 25_000_000)
time.sleep(1)
print(data["mark"])
