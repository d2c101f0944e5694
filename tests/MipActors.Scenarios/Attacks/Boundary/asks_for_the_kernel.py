# Tries: to learn which kernel has to be attacked.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.osRelease().length > 0)
""")
