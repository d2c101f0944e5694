# Tries: to write control sequences for the terminal of whoever reads the server's log.
# Seen: escape
# Stopped: .

attempt("""
Deno.stderr.writeSync(new TextEncoder().encode(`\\u001b[2J\\u001b]0;${d.mark}\\u0007${d.mark}\\n`))
""")
