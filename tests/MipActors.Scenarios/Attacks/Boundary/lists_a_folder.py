# Tries: to list a folder that is none of its own.
# Seen: secret
# Stopped: NotCapable

attempt("""
[...Deno.readDirSync(d.secret_folder)].map((entry) => entry.name)
""")
