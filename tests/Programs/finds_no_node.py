# Pyodide under Deno would take it for Node, and os.system would go through its child processes.
import js
import os

print([name for name in ("process", "require", "read", "readbuffer", "load") if hasattr(js, name)], os.system("id"))
print(len(os.urandom(8)), os.urandom(8) != os.urandom(8))
