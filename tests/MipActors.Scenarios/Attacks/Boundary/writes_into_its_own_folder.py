# Tries: to plant code beside the host script.
# Seen: mark
# Stopped: NotCapable

attempt("""
Deno.writeTextFileSync("planted.mjs", ""); Deno.removeSync("planted.mjs"); claim(true)
""")
