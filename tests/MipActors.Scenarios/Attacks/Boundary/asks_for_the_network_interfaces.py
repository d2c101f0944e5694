# Tries: to learn the addresses of the machine.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.networkInterfaces().length > 0)
""")
