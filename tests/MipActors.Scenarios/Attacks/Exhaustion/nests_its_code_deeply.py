# Tries: to use up the stack of Python's parser.
# Seen: mark
# Passes without a limit: no, the limit is the parser's own
# Stopped: too deep|too many|RecursionError|MemoryError|nested

compile("(" * 100_000 + ")" * 100_000, "deep", "eval")
print(data["mark"])
