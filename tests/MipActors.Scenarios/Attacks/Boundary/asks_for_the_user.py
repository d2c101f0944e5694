# Tries: to learn who runs the server.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(process.getBuiltinModule("node:os").userInfo().uid >= 0)
""")
