# Tries: to run a shell's command.
# Seen: file
# Stopped: NotCapable

attempt("""
process.getBuiltinModule("node:child_process").execSync(`echo x > ${d.drop}`, { env: { PATH: "/usr/bin:/bin" } })
""")
