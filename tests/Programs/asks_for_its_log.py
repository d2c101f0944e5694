from pulp import *

prob = LpProblem("logs")
x = LpVariable("x", 1)
y = LpVariable("y")
prob += x + y
prob += x + 2 * y >= 3
prob.solve()
print("by default nothing")
prob.solve(PULP_CBC_CMD(msg=True))
print("after the log")
prob.solve(PULP_CBC_CMD(msg=True, logPath="solver.log"))
print(open("solver.log").read(), end="")
prob.solve(COIN_CMD(msg=False))
