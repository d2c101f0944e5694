# Tries: to carry data out by a name server of its own.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await Deno.resolveDns("secret.example", "A", { nameServer: { ipAddr: "127.0.0.1", port: d.udp_port } })
""")
