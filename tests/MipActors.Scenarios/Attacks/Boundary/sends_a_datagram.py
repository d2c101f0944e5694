# Tries: to send a datagram.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const socket = process.getBuiltinModule("node:dgram").createSocket("udp4");
  socket.on("error", fail);
  socket.send("out", d.udp_port, "127.0.0.1", (error) => error ? fail(error) : done("sent"));
})
""")
