# Tries: to listen to a server's events.
# Seen: contact
# Stopped: event source failed|NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const source = new EventSource(`http://127.0.0.1:${d.port}/`);
  source.onopen = done; source.onerror = (event) => fail(new Error(event.message ?? "the event source failed"));
})
""")
