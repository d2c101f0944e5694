* A comment.
NAME long names
OBJSENSE
    MAX
ROWS
 N  profit
 L  capacity_of_line_1
 G  demand
 E  balance
 N  also_watched
COLUMNS
 MARKER 'MARKER' 'INTORG'
 chairs_made_in_week_1 profit 3 capacity_of_line_1 1
 chairs_made_in_week_1 demand 1
 switch profit -1
 MARKER 'MARKER' 'INTEND'
 x profit 1.5D+1 balance -1
 x also_watched 1
RHS
 RHS capacity_of_line_1 10 demand -2
 RHS profit -100
 OTHER capacity_of_line_1 99
RANGES
 RNG capacity_of_line_1 4 demand 3
 RNG balance -2
BOUNDS
 UP BND x -3
 PL BND chairs_made_in_week_1
ENDATA
