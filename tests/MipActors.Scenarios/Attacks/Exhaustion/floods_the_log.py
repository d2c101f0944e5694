# Tries: to fill the server's log by writing to stderr past Python.
# Seen: flood
# Passes without a limit: yes
# Stopped: .

js("""
const line = new TextEncoder().encode("flood".repeat(200) + "\\n");
for (let count = 0; count < 5000; count++) Deno.stderr.writeSync(line);
""")
