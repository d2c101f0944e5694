# Tries: to serve pages.
# Seen: mark
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const server = process.getBuiltinModule("node:http").createServer();
  server.on("error", fail); server.listen(0, "127.0.0.1", () => done(claim(true)));
})
""")
