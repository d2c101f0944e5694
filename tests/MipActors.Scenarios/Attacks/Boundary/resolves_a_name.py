# Tries: to carry data out in the names that it asks for.
# Seen: mark
# Stopped: EPERM|NotCapable

attempt_async("""
await process.getBuiltinModule("node:dns").promises.lookup("localhost").then(() => claim(true))
""")
