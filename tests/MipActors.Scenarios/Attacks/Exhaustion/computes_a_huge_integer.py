# Tries: to stay where no interrupt comes: in a computation in C.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 2

number = pow(3, 8_000_000)
print(data["mark"])
