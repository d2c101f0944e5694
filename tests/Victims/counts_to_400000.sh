# Says more than anybody wants to keep.
exec seq 1 400000
