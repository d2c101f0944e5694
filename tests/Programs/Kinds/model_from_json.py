import json

from pulp import *

prob = LpProblem("kept", LpMaximize)
x = LpVariable("x", 0, 6, LpInteger)
y = LpVariable("y", 0, 6)
prob += 5 * x + 4 * y
prob += 6 * x + 4 * y <= 24, "m1"
prob += x + 2 * y <= 6, "m2"
prob.toJson("model.json")
names = [v["name"] for v in json.load(open("model.json"))["variables"]]
variables, again = LpProblem.fromJson("model.json")
prob.writeMPS("model.mps")
_, third = LpProblem.fromMPS("model.mps", sense=LpMaximize)
third.solve()
again.solve()
print(names, value(again.objective), value(third.objective), variables["x"].varValue)
