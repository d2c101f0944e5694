# Tries: to copy a file.
# Seen: file
# Stopped: NotCapable

attempt("""
Deno.copyFileSync(d.secret_file, d.drop)
""")
