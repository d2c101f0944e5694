# Tries: to end a program with an outcome of its own making.
# Seen: mark
# Stopped: without this session

forge(0x92, b'{"outcome":"exception","exceptionType":"Forged","message":"' + data["mark"].encode() + b'","solves":0}')
wait_to_be_ended()
