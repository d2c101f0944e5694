# says: infinit | big
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += float("inf") * x + y <= 5, "big"
