# Tries: to start a program.
# Seen: file
# Stopped: NotCapable

attempt("""
new Deno.Command("/usr/bin/touch", { args: [d.drop] }).outputSync().code
""")
