# Tries: to read a file by importing it as JSON.
# Seen: secret
# Stopped: Requires read access

attempt_async("""
await import("file://" + d.secret_folder + "/secret.json", { with: { type: "json" } }).then((module) => module.default.secret)
""")
