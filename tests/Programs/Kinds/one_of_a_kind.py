from pulp import *

# At most one of three machines runs, and it brings as much as it can make.
factory = LpProblem("factory", LpMaximize)
make = LpVariable.dicts("make", ["old", "new", "hired"], 0, 40)
profit = {"old": 2, "new": 3, "hired": 4}
factory += lpSum(profit[m] * make[m] for m in make)
factory += make["hired"] <= 25
factory.sos1["machine"] = {make["old"]: 1, make["new"]: 2, make["hired"]: 3}
factory.solve()
print(LpStatus[factory.status], {m: make[m].varValue for m in make})

# A cost by points, neither convex nor concave, between two neighbours of which the amount lies. Sold at 2 each.
points = {0: 0, 2: 5, 4: 6, 6: 12}
curve = LpProblem("curve", LpMaximize)
weight = LpVariable.dicts("weight", points, 0)
amount = lpSum(x * weight[x] for x in points)
curve += 2 * amount - lpSum(points[x] * weight[x] for x in points)
curve += lpSum(weight.values()) == 1
curve += amount == 3
curve.solve()
print(LpStatus[curve.status], value(curve.objective), "without")
curve.sos2["piece"] = {weight[x]: x for x in points}
curve.solve()
print(LpStatus[curve.status], value(curve.objective), [weight[x].varValue for x in points])
