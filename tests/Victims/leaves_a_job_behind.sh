# Ends with 5, its background job does not.
sleep 300."$1" &
exit 5
