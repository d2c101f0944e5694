from pyodide.code import run_js

print("spinning")
run_js("for (;;) {}")
