# Tries: to fetch a page through the Node compatibility layer.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const request = process.getBuiltinModule("node:http").get(`http://127.0.0.1:${d.port}/`, done);
  request.on("error", fail);
})
""")
