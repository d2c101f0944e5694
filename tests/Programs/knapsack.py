from pulp import *

weights = data.get("weights", [12, 7, 11, 8, 9, 6, 7, 3])
values = data.get("values", [24, 13, 23, 15, 16, 11, 13, 5])
capacity = data.get("capacity", 26)

prob = LpProblem("knapsack", LpMaximize)
take = [LpVariable(f"take_{i}", cat="Binary") for i in range(len(weights))]
prob += lpSum(v * x for v, x in zip(values, take))
prob += lpSum(w * x for w, x in zip(weights, take)) <= capacity, "capacity"
status = prob.solve(PULP_CBC_CMD(msg=0))
print(LpStatus[status], value(prob.objective))
print("taken:", [i for i, x in enumerate(take) if x.varValue > 0.5])
print(f"slack {prob.constraints['capacity'].slack:.1f}")
