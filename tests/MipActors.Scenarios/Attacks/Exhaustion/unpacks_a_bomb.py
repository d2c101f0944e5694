# Tries: to let some kilobytes become a gigabyte.
# Seen: mark
# Passes without a limit: yes
# Stopped: MemoryError

import gzip

bomb = gzip.compress(bytes(10_000_000)) * 60
assert len(bomb) < 2_000_000
hoard = gzip.decompress(bomb)
print(data["mark"])
