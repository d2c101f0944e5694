# Tries: to print in the place of the sandbox.
# Seen: mark
# Stopped: without this session

forge(0x90, b"\x01" + data["mark"].encode())
wait_to_be_ended()
