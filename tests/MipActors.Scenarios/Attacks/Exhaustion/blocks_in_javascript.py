# Tries: to stay where no interrupt comes: in JavaScript.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 4

js("const end = Date.now() + 10000; while (Date.now() < end);")
print(data["mark"])
