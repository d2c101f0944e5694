# Tries: to read a file that is none of its own.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.readTextFileSync(d.secret_file)
""")
