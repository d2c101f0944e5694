# Tries: to take all memory, piece by piece.
# Seen: mark
# Passes without a limit: yes
# Stopped: MemoryError

hoard = [bytearray(25_000_000) for _ in range(24)]
print(data["mark"])
