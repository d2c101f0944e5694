import pulp

model = pulp.LpProblem("blend", pulp.LpMinimize)
share = pulp.LpVariable.dicts("share", ["corn", "soy", "fish"], lowBound=0)
cost = {"corn": 0.2, "soy": 0.5, "fish": 1.1}
protein = {"corn": 0.09, "soy": 0.45, "fish": 0.6}
fat = {"corn": 0.04, "soy": 0.02, "fish": 0.1}
model += pulp.lpSum(cost[i] * share[i] for i in share)
model += pulp.lpSum(share.values()) == 1, "whole"
model += pulp.lpDot(list(protein.values()), [share[i] for i in protein]) >= 0.25, "protein"
model += sum(fat[i] * share[i] for i in share) >= 0.035, "fat"
model.solve()
print(f"{'constraint':12}{'slack':>10}{'dual':>10}")
for name, c in model.constraints.items():
    print(f"{name:12}{c.slack:10.4f}{c.pi:10.4f}")
for v in model.variables():
    print(f"{v.name:12}{v.varValue:10.4f}{v.dj:10.4f}")
