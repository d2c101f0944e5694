# Tries: to make the files of its process open to everybody.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.umask(0); claim(true)
""")
