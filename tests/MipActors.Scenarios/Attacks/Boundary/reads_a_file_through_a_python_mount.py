# Tries: to mount the host's file system into Python's.
# Seen: secret
# Stopped: NotCapable|ErrnoError|FileNotFoundError|PermissionError|OSError|JsException

import pyodide_js

try:
    pyodide_js.FS.mkdir("/mnt2")
    pyodide_js.FS.mount(pyodide_js.FS.filesystems.NODEFS, js("({root: d.secret_folder})"), "/mnt2")
    print("got:", open("/mnt2/secret.txt").read())
except BaseException as error:
    refused(error)
