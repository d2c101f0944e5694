from pulp import *

for i in range(10_000):
    print(f"{i:08} " + "x" * 91)
prob = LpProblem("loud", LpMinimize)
prob += LpVariable("x", 1, 2)
