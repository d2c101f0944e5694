# Tries: to write a file.
# Seen: file
# Stopped: NotCapable

attempt("""
Deno.writeTextFileSync(d.drop, "written")
""")
