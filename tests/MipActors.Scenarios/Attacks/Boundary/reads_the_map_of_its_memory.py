# Tries: to find the session key in its own process's memory.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.readTextFileSync("/proc/self/maps").includes("deno") && Deno.openSync("/proc/self/mem") !== null)
""")
