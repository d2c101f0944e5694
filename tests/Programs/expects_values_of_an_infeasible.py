from pulp import *

prob = LpProblem("none", LpMaximize)
x = LpVariable("x", 0, 1, "Integer")
prob += x
prob += x >= 2, "too_much"
prob.solve()
print(f"{x.varValue:.2f} {value(prob.objective):.1f} {round(x.varValue)} {prob.constraints['too_much'].pi}", x.varValue > 0)
prob.roundSolution()
print(int(x.varValue))
