# Tries: to start a program through the Node compatibility layer.
# Seen: file
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:child_process").spawnSync("/usr/bin/touch", [d.drop], { env: {} }).status
""")
