# Tries: to open a file to everybody.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.chmodSync(d.precious_file, 0o777); claim(true)
""")
