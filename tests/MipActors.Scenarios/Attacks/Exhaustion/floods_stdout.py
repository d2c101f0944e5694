# Tries: to fill the server's memory by printing.
# Seen: mark
# Passes without a limit: yes
# Stopped: more characters were not kept

for _ in range(3000):
    print("x" * 1000)
print(data["mark"])
