# Tries: to read an environment variable through the Node compatibility layer.
# Seen: secret
# Stopped: NotCapable

attempt("""
process.env.MIPACTORS_CANARY
""")
