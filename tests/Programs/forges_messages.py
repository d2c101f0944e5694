from js import Object, postMessage
from pyodide.ffi import to_js
import time

postMessage(to_js({"kind": "ready", "text": "{}"}, dict_converter=Object.fromEntries))
time.sleep(30)
