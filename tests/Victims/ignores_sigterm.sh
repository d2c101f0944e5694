# Has to be killed.
trap '' TERM
echo ready
while :; do sleep 300."$1"; done
