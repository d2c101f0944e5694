from pulp import *

prob = LpProblem("large", LpMinimize)
x = [LpVariable(f"x{i}", 0, 1, "Integer") for i in range(2000)]
prob += lpSum(x)
for row in range(400):
    prob += lpSum([(row * 7 + i) % 13 * x[(row * 31 + i * 10) % 2000] for i in range(200)]) >= 5, f"row{row}"
