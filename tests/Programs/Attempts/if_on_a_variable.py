# says: Line 8 asks whether a constraint is true | `if` does not see values
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
if x >= 5:
    prob += y <= 2
