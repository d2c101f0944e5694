# says: Line 8 asks whether a constraint is true | a condition needs a binary variable
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += (x <= 3) or (y <= 4)
