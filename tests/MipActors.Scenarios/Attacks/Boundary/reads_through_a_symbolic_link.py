# Tries: to reach a file by a link of its own making.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.symlinkSync(d.secret_file, d.drop); Deno.readTextFileSync(d.drop)
""")
