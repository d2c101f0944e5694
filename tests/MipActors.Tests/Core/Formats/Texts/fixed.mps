NAME          BLANKS IN
ROWS
 N  COST
 L  MY ROW
 G  R2
COLUMNS
    A COL     COST               1.0   MY ROW             2.0
    A COL     R2                -1.5
    B         COST              -2.0   MY ROW             1.0
RHS
              MY ROW             4.0   R2                -9.0
BOUNDS
 UP           A COL              3.0
 UP BND       B                  7.0
ENDATA
