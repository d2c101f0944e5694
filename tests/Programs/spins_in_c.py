import re

print("spinning")
re.match(r"(a+)+$", "a" * 60 + "b")
