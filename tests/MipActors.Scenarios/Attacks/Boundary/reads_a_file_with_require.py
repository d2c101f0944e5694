# Tries: to read a file through a CommonJS require.
# Seen: secret
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:module").createRequire("/x.js")(d.secret_folder + "/secret.json").secret
""")
