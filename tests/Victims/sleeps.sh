# Sleeps for five minutes; the digits in its argument are what the test finds it by.
echo ready
exec sleep 300."$1"
