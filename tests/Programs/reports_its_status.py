from pulp import *

prob = LpProblem("status", LpMinimize)
x = LpVariable("x", 0, 4, "Integer")
x.setInitialValue(2)
prob += x
status = prob.solve()
print(status, LpStatus[prob.status], LpSolution[prob.sol_status], x.varValue, prob.constraints)
