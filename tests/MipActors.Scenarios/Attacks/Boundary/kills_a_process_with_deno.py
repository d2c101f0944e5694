# Tries: to kill a process.
# Seen: killed
# Stopped: NotCapable

attempt("""
Deno.kill(d.victim, "SIGKILL")
""")
