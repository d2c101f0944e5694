# Tries: to learn the size of a file.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.statSync(d.secret_file).size > 0)
""")
