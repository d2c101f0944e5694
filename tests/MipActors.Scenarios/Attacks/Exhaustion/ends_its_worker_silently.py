# Tries: to keep its sandbox by ending the thread that would say something.
# Seen: mark
# Passes without a limit: no, there is nobody left to say so
# Stopped: deadline
# Timeout: 4

js("self.close()")
