# Tries: to get around the permissions by a new JavaScript realm.
# Seen: secret
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:vm").runInNewContext(
  "out.constructor.constructor('return process')().getBuiltinModule('node:fs').readFileSync(file, 'utf8')", { out: {}, file: d.secret_file })
""")
