# Tries: to write a file through SQLite.
# Seen: file
# Stopped: NotCapable

attempt("""
new (process.getBuiltinModule("node:sqlite").DatabaseSync)(d.drop).exec("create table t (a)")
""")
