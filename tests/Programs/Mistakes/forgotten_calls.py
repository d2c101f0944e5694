from pulp import *

prob = LpProblem("forgotten", LpMaximize)
x = LpVariable("x", 0, 4)
prob += x
prob.solve  # ! not-called 1
print(x.value)  # ! not-called 7
print([v.varValue() for v in prob.variables()])  # ! number-called 8
if prob.status == "Optimal":  # ! status-is-a-number 4
    print("x is", x.value() * 2, value(x) < 3, x.varValue > 1)
elif LpStatus[prob.status] == "Infeasible" or prob.status == LpStatusUnbounded:
    print("no")
