from pulp import *

prob = LpProblem("twice", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += 3 * x + 2 * y
prob += x + y <= 12, "sum"
prob.solve()
first = value(prob.objective)
prob += x <= 4, "cut"
prob.solve()
print(first, value(prob.objective))
