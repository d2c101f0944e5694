# Tries: to read the environment of its own process from /proc.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.readTextFileSync("/proc/self/environ")
""")
