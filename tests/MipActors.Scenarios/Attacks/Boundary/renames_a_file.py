# Tries: to move a file away.
# Seen: gone
# Stopped: NotCapable

attempt("""
Deno.renameSync(d.precious_file, d.drop)
""")
