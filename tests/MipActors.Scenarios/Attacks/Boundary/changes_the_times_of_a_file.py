# Tries: to change what a build would look at.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.utimeSync(d.precious_file, 1, 1); claim(true)
""")
