# Tries: to watch a folder.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.watchFs(d.secret_folder).close(); claim(true)
""")
