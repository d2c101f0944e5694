# Tries: to open its process's pipes in the other direction.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.openSync("/dev/fd/1"); claim(true)
""")
