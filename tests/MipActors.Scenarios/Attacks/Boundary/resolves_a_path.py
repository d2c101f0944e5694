# Tries: to learn where a path really leads.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.realPathSync(d.secret_file) === d.secret_file)
""")
