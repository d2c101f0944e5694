# Tries: to make a file in the temporary folder.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.removeSync(Deno.makeTempFileSync()); claim(true)
""")
