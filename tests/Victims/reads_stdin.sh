# Says how its stdin ended.
if read -r line; then echo "got $line"; else echo "end of input"; fi
