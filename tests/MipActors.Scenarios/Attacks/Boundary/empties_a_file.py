# Tries: to empty a file.
# Seen: gone
# Stopped: NotCapable

attempt("""
Deno.truncateSync(d.precious_file)
""")
