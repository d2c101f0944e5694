# Tries: to use up the stack of the engine.
# Seen: mark
# Passes without a limit: no, the limit is the engine's own stack
# Stopped: call stack

js("(function deeper() { return 1 + deeper() })()")
print(data["mark"])
