# Tries: to find out which processes there are.
# Seen: mark
# Stopped: NotCapable

attempt("""
process.kill(d.victim, 0); claim(true)
""")
