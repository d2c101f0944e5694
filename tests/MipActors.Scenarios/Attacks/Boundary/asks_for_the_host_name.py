# Tries: to learn the name of the machine.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.hostname().length > 0)
""")
