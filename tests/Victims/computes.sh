# Never idle.
echo ready
while :; do :; done
