# Tries: to connect to a socket in the file system through the Node compatibility layer.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const socket = process.getBuiltinModule("node:net").connect(d.socket);
  socket.on("connect", done); socket.on("error", fail);
})
""")
