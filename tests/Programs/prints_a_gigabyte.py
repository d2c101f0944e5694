from pulp import *

line = "x" * data["length"]
for _ in range(1_000_000_000 // (len(line) + 1)):
    print(line)
prob = LpProblem("gigabyte", LpMinimize)
prob += LpVariable("x", 1, 2)
