# Tries: to remove a file.
# Seen: gone
# Stopped: NotCapable

attempt("""
Deno.removeSync(d.precious_file)
""")
