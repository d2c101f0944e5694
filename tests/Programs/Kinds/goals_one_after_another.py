from pulp import *

prob = LpProblem("goals", LpMinimize)
x = LpVariable("x", 0, 8)
y = LpVariable("y", 0, 8)
z = LpVariable("z", 0, 8, LpInteger)
prob += x + y + z >= 10, "enough"
prob += x - y <= 3
prob += y + 2 * z <= 14
statuses = prob.sequentialSolve([2 * x + y + 3 * z, x + z, y], absoluteTols=[1, 0.5, 0], solver=PULP_CBC_CMD(msg=0))
print([LpStatus[s] for s in statuses], [round(v.value(), 4) for v in (x, y, z)])
print(len(prob.constraints), round(value(x + y + z), 4))
