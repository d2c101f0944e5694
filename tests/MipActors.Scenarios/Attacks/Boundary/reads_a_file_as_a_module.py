# Tries: to read a file by importing it as code.
# Seen: secret
# Stopped: Requires read access

attempt_async("""
await import("file://" + d.secret_folder + "/secret.mjs").then((module) => module.default)
""")
