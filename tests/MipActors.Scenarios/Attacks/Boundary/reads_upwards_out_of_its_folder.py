# Tries: to leave the guest folder by dots.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.readTextFileSync("../".repeat(40) + d.secret_file.slice(1))
""")
