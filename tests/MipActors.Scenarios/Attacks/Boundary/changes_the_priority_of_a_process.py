# Tries: to slow another process down.
# Seen: mark
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:os").setPriority(d.victim, 7); claim(true)
""")
