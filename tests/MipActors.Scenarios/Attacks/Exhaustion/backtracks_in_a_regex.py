# Tries: to stay where no interrupt comes: in a regular expression.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 2

import re

re.match("(a|aa)+$", "a" * 33 + "b")
print(data["mark"])
