# Tries: to load code from the network.
# Seen: contact
# Stopped: Requires import access|remote|NotCapable

attempt_async("""
await import(`http://127.0.0.1:${d.port}/x.mjs`)
""")
