# Tries: to stay where no interrupt comes: in a regular expression.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline
# Timeout: 4

import re

re.match("(a|aa)+$", "a" * 34 + "b")
print(data["mark"])
