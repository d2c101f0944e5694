# Tries: to write a file through the debugger's tools.
# Seen: file
# Stopped: NotCapable|memory-limit

attempt("""
process.getBuiltinModule("node:v8").writeHeapSnapshot(d.drop)
""")
