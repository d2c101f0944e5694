exec cat /proc/net/dev
