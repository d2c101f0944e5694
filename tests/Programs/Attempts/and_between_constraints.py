# says: Line 8 asks whether a constraint is true | only one part is kept
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += (x <= 3) and (y <= 4)
