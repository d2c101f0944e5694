from pulp import *

width, demand = 20, {9: 18, 7: 24, 6: 20}
patterns = [{w: width // w} for w in demand]
while True:
    master = LpProblem("master", LpMinimize)
    use = [LpVariable(f"use_{k}", 0) for k in range(len(patterns))]
    master += lpSum(use)
    for w in demand:
        master += lpSum(p.get(w, 0) * u for p, u in zip(patterns, use)) >= demand[w], f"width_{w}"
    master.solve(PULP_CBC_CMD(msg=0))
    price = LpProblem("price", LpMaximize)
    count = {w: LpVariable(f"n_{w}", 0, cat="Integer") for w in demand}
    price += lpSum(master.constraints[f"width_{w}"].pi * count[w] for w in demand)
    price += lpSum(w * count[w] for w in demand) <= width
    price.solve(PULP_CBC_CMD(msg=0))
    if value(price.objective) <= 1 + 1e-6:
        break
    patterns.append({w: int(count[w].varValue) for w in demand})
final = LpProblem("cut", LpMinimize)
use = [LpVariable(f"rolls_{k}", 0, cat="Integer") for k in range(len(patterns))]
final += lpSum(use)
for w in demand:
    final += lpSum(p.get(w, 0) * u for p, u in zip(patterns, use)) >= demand[w]
final.solve(PULP_CBC_CMD(msg=0))
print(LpStatus[final.status], value(final.objective))
