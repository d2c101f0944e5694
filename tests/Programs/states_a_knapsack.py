from pulp import *

prob = LpProblem("knapsack", LpMaximize)
take = LpVariable.dicts("take", ["tent", "stove", "rope"], cat="Binary")
prob += 10 * take["tent"] + 7 * take["stove"] + 4 * take["rope"]
prob += 5 * take["tent"] + 4 * take["stove"] + 3 * take["rope"] <= 9, "weight"
