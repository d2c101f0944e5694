# says: Line 8 asks whether a constraint is true | Write one `prob +=
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += 1 <= x <= 5
