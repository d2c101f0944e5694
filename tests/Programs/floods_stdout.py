from pulp import *

line = "x" * 1000
for _ in range(20_000):
    print(line)
prob = LpProblem("flood", LpMinimize)
x = LpVariable("x", 1, 2)
prob += x
