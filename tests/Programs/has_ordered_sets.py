from pulp import *

prob = LpProblem("sos", LpMaximize)
x = LpVariable("x", 0, 4)
y = LpVariable("y", 0)
z = LpVariable("z", 0, 3)
prob += x + y + z
prob += x + y <= 5
prob.sos1["one"] = {x: 1, y: 2}
prob.sos2[7] = {x: 3, z: 2, y: 1}
prob.solve(PULP_CBC_CMD(warmStart=True))
prob.solve(PULP_CBC_CMD(mip=False))
