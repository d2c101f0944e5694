# Tries: to call the C library.
# Seen: mark
# Stopped: NotCapable

attempt("""
claim(Deno.dlopen("libc.so.6", { getpid: { parameters: [], result: "i32" } }).symbols.getpid() === Deno.pid)
""")
