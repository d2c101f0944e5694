from js import Deno, Uint8Array
from pyodide.ffi import to_js
import struct, time

frame = struct.pack("<I", 2) + bytes(16) + b"\x92" + b"{}"
Deno.stdout.writeSync(to_js(frame))
time.sleep(30)
