# Tries: to write a file through the Node compatibility layer.
# Seen: file
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:fs").writeFileSync(d.drop, "written")
""")
