# Tries: to start a program that outlives it.
# Seen: file
# Stopped: NotCapable

attempt("""
new Deno.Command("/bin/sh", { args: ["-c", `setsid touch ${d.drop} &`], stdin: "null" }).spawn().unref()
""")
