"""Transport from plants to towns."""
from pulp import *

plants = {"A": 100, "B": 140}
towns = {"1": 70, "2": 80, "3": 60}
costs = makeDict([plants, towns], [[4, 2, 6], [5, 3, 1]], 0)
prob = LpProblem("Transport", LpMinimize)
routes = [(p, t) for p in plants for t in towns]
ship = LpVariable.dicts("Route", (plants, towns), 0, None, LpInteger)
prob += lpSum([ship[p][t] * costs[p][t] for (p, t) in routes]), "Sum_of_Transporting_Costs"
for p in plants:
    prob += lpSum([ship[p][t] for t in towns]) <= plants[p], f"Sum_of_Products_out_of_{p}"
for t in towns:
    prob += lpSum([ship[p][t] for p in plants]) >= towns[t], f"Sum_of_Products_into_{t}"
prob.writeLP("transport.lp")
prob.solve()
print("Status:", LpStatus[prob.status])
for v in prob.variables():
    print(v.name, "=", v.varValue)
print("Total Cost = ", value(prob.objective))
