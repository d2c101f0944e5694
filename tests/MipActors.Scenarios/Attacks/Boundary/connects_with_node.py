# Tries: to connect to a port through the Node compatibility layer.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const socket = process.getBuiltinModule("node:net").connect(d.port, "127.0.0.1");
  socket.on("connect", done); socket.on("error", fail);
})
""")
