# Tries: to call the C library through Python's ctypes.
# Seen: mark
# Stopped: OSError|could not load|AttributeError|NotCapable|ImportError|ModuleNotFoundError

from js import Deno

try:
    library = Deno.dlopen("libc.so.6", js("({ getppid: { parameters: [], result: 'i32' } })"))
    if library.symbols.getppid() > 0:
        print(data["mark"])
except BaseException as error:
    refused(error)
