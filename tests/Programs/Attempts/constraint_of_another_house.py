# says: line 8 | In PuLP this is prob += expression <= number
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob.addConstr(x + y <= 5)
