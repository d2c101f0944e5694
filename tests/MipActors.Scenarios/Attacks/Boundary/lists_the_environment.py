# Tries: to list the environment.
# Seen: secret
# Stopped: NotCapable

attempt("""
Object.values(Deno.env.toObject())
""")
