# Tries: to open a port.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.listen({ port: 0 }).close(); claim(true)
""")
