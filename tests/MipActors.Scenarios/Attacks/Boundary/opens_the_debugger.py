# Tries: to open its process to a debugger.
# Seen: mark
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:inspector").open(0, "127.0.0.1"); claim(true)
""")
