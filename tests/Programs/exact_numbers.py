from pulp import *

prob = LpProblem("exact", LpMinimize)
x = LpVariable("x", 0.1 + 0.2, 1e308)
y = LpVariable("y")
z = LpVariable("z", -5, 5, "Integer")
unused = LpVariable("unused", 0)
prob += x / 3 + 0.7 * y + 1 / 7
prob += (1 / 3) * x - 1e-300 * y <= 0.1 + 0.2, "upper"
prob += x + y + 0 * z >= -0.0, "lower"
prob += 2 * z == 2**53 + 0.0, "equal"
prob += x + y + x == 9007199254740993, "merged"
prob.solve()
