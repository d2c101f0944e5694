NAME          CONTRADICTION
ROWS
 N  COST
 G  AT_LEAST
 L  AT_MOST
COLUMNS
    X         COST      1.0   AT_LEAST  0.1
    X         AT_MOST   0.1
    Y         AT_LEAST  0.2   AT_MOST   0.2
RHS
    RHS       AT_LEAST  3.0   AT_MOST   2.9
ENDATA
