# Tries: to use up the stack.
# Seen: mark
# Passes without a limit: no, the limit is the engine's own stack
# Stopped: RecursionError

def deeper(depth):
    return deeper(depth + 1)


deeper(0)
print(data["mark"])
