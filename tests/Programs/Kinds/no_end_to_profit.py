from pulp import *

prob = LpProblem("endless", LpMaximize)
x = LpVariable("x", 0)
y = LpVariable("y", 0)
prob += 2 * x + y
prob += x - y <= 4
prob.solve()
print(LpStatus[prob.status])
