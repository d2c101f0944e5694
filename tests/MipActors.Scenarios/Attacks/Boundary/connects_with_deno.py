# Tries: to connect to a port of the machine.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await Deno.connect({ hostname: "127.0.0.1", port: d.port })
""")
