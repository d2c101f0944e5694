import json
import os
import tempfile

import pulp

prob = pulp.LpProblem("there", pulp.LpMaximize)
n = [pulp.LpVariable(f"n_{i}", 0, 6 + i, pulp.LpInteger) for i in range(3)]
free = pulp.LpVariable("free", None, 2.5)
prob += 3 * n[0] + 2 * n[1] + 4 * n[2] - free + 7, "gain"
prob += pulp.lpSum(n) <= 12.5, "count"
prob += n[0] + 3 * n[2] - free <= 21, "mixed"
prob += free >= -3.25
data = prob.to_dict()
variables, again = pulp.LpProblem.from_dict(data)
print(again.solve(pulp.PULP_CBC_CMD(msg=0)), pulp.value(again.objective), sorted(variables))
path = os.path.join(tempfile.gettempdir(), "model.json")
prob.to_json(path)
with open(path) as file:
    print(sorted(json.load(file)))
variables, third = pulp.LpProblem.from_json(path)
third.solve()
third.roundSolution()
print(third.objective.value(), {name: v.value() for name, v in variables.items()}, third.valid())
os.remove(path)
third.writeMPS("model.mps")
print(os.path.exists("model.mps"), os.path.exists(path))
