# Tries: to read the environment of another process from /proc.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.readTextFileSync(`/proc/${d.victim}/environ`)
""")
