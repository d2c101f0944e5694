# Says that it is ready and leaves at the first word.
echo ready
read -r word
exit 0
