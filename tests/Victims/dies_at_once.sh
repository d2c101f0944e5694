# Says that it is ready and is gone.
echo ready
exit 7
