# Tries: to read the command line of its parent from /proc.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.readTextFileSync(`/proc/${Deno.ppid}/cmdline`).length > 0)
""")
