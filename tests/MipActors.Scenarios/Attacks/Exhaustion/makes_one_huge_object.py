# Tries: to take all memory at once.
# Seen: mark
# Passes without a limit: yes
# Stopped: MemoryError

hoard = bytes(700_000_000)
print(data["mark"])
