# Fifty children, every second one in a session of its own.
i=0
while [ $i -lt 25 ]; do
    sleep 300."$1" &
    setsid sleep 300."$1" &
    i=$((i + 1))
done
echo ready
exec sleep 300."$1"
