# Starts and says nothing.
while read -r word; do :; done
