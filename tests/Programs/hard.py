"""A multi-dimensional knapsack that no solver here proves within a minute, but finds solutions of at once."""
import random
from pulp import *

random.seed(7)
items, dimensions = 150, 10
prob = LpProblem("hard", LpMaximize)
take = [LpVariable(f"take_{i}", cat="Binary") for i in range(items)]
weights = [[random.randint(1, 1000) for _ in range(items)] for _ in range(dimensions)]
prob += lpSum((sum(weights[d][i] for d in range(dimensions)) / dimensions + random.randint(1, 500)) * take[i] for i in range(items))
for d in range(dimensions):
    prob += lpSum(weights[d][i] * take[i] for i in range(items)) <= sum(weights[d]) // 2, f"capacity_{d}"
