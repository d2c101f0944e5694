# Tries: to read a file through the Node compatibility layer.
# Seen: secret
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:fs").readFileSync(d.secret_file, "utf8")
""")
