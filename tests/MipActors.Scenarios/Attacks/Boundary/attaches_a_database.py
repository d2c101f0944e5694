# Tries: to write a file through a second database of one in memory.
# Seen: file
# Stopped: too many attached databases|NotCapable

attempt("""
new (process.getBuiltinModule("node:sqlite").DatabaseSync)(":memory:").exec(`attach '${d.drop}' as y; create table y.t (a)`)
""")
