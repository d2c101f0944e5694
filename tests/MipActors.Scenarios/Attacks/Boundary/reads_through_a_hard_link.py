# Tries: to reach a file by a second name of its own making.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.linkSync(d.secret_file, d.drop); Deno.readTextFileSync(d.drop)
""")
