# says: line 9 | Two constraints have this name
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += x <= 5, "limit"
prob += y <= 5, "limit"
