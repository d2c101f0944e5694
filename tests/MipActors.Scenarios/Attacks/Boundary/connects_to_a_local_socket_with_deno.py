# Tries: to connect to a socket in the file system.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await Deno.connect({ transport: "unix", path: d.socket })
""")
