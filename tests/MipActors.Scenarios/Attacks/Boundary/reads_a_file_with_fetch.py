# Tries: to read a file by its URL.
# Seen: secret
# Stopped: NotCapable

attempt_async("""
await fetch("file://" + d.secret_file).then((answer) => answer.text())
""")
