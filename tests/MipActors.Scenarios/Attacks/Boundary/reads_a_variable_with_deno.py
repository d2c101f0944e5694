# Tries: to read an environment variable.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.env.get("MIPACTORS_CANARY")
""")
