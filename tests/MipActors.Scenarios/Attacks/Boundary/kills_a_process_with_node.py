# Tries: to kill a process through the Node compatibility layer.
# Seen: killed
# Stopped: NotCapable

attempt("""
process.kill(d.victim, "SIGKILL")
""")
