# Tries: to have the operator asked, or the permission granted without.
# Seen: secret
# Stopped: NotCapable

attempt("""
Deno.permissions.requestSync({ name: "read" }); Deno.readTextFileSync(d.secret_file)
""")
