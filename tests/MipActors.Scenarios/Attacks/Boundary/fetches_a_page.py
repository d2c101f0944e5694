# Tries: to fetch a page.
# Seen: contact
# Stopped: NotCapable

attempt_async("""
await fetch(`http://127.0.0.1:${d.port}/`)
""")
