import time, math
from pulp import *  # ! import-replaced 1

began = time.perf_counter()
prob = LpProblem("replaced", LpMinimize)
prob += LpVariable("x", math.ceil(1.2))
print(time.perf_counter() - began)
