from pulp import *

prob = LpProblem("feasibility")
x = LpVariable("x", 0, 1, "Integer")
prob += x >= 0.5, "half"
prob.solve()
again = LpProblem("constant")
again += 0
again += x >= 0.5, "half"
again.solve()
again.solve()
print([v.name for v in prob.variables()], value(again.objective))
