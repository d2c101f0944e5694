# Tries: to stay where no interrupt comes: in JavaScript.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 2

js("const end = Date.now() + 6000; while (Date.now() < end);")
print(data["mark"])
