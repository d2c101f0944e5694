# Tries: to stay where no interrupt comes: in a computation in C.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 4

number = pow(3, 12_000_000)
print(data["mark"])
