# Tries: to make a folder.
# Seen: file
# Stopped: NotCapable

attempt("""
Deno.mkdirSync(d.drop)
""")
