# Tries: to open a web socket.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const socket = new WebSocket(`ws://127.0.0.1:${d.port}`);
  socket.onopen = done; socket.onerror = (event) => fail(new Error(event.message));
})
""")
