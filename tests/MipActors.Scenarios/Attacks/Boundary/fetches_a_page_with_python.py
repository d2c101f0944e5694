# Tries: to fetch a page through Pyodide.
# Seen: contact
# Stopped: NotCapable|JsException|OSError|BodyUsedError|refused

from pyodide.http import pyfetch

globalThis.pyfetch = pyfetch
attempt_async("await pyfetch(`http://127.0.0.1:${d.port}/`)")
