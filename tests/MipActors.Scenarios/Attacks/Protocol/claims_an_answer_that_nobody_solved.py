# Tries: to pass a made-up optimum for a verified one.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: no-problem

js("""
postMessage({ kind: "finished", text: JSON.stringify({ outcome: "completed", message: "Optimal: objective " + d.mark, solves: 3 }) });
""")
wait_to_be_ended()
