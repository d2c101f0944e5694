# Tries: to take all threads of the machine.
# Seen: mark
# Passes without a limit: yes
# Stopped: task-limit|memory-limit

import time

js("""
globalThis.workers = [];
for (let count = 0; count < 80; count++) workers.push(new Worker("data:text/javascript,setInterval(() => {}, 1000)", { type: "module" }));
""")
time.sleep(2)
print(data["mark"])
