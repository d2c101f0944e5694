from pulp import *

prob = LpProblem("no_rows", LpMaximize if data["maximise"] else LpMinimize)
x = LpVariable("x", 1, data.get("most", 4))
y = LpVariable("y", -2.5, 6, LpInteger)
prob += 2 * x - y + 10
