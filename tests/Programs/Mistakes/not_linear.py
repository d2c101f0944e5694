from pulp import *

prob = LpProblem("nonlinear", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable.dicts("y", range(3), 0, 10)
z = [LpVariable(f"z_{i}", 0, 10) for i in range(3)]
prob += x * y[0]  # ! nonlinear 9
prob += x**2 <= 4  # ! nonlinear 9
prob += y[1] / z[1] <= 4  # ! nonlinear 9
prob += abs(x - 3) <= 2  # ! nonlinear 9
prob += max(z) <= 5  # ! nonlinear 9
prob += lpSum(3 * z[i] / 2 for i in range(3)) <= 7
total = sum(z)
prob += total * total <= 9  # ! nonlinear 9
