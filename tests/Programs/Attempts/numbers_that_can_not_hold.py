# says: line 8 | Both sides of this constraint are plain numbers
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += 3 >= 5
