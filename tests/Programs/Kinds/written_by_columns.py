from pulp import *

# As PuLP's own "SpongeRoll" examples have it: rows first, each variable with its coefficients.
prob = LpProblem("Cutting Stock", LpMinimize)
cost = LpConstraintVar("Total_cost")
prob.setObjective(cost)
demand = {5: 150, 7: 200, 9: 300}
made = {}
for length, count in demand.items():
    made[length] = LpConstraintVar("made_%s" % length, LpConstraintGE, count)
    prob += made[length]
patterns = {"A": (4, 0, 0), "B": (2, 1, 0), "C": (2, 0, 1), "D": (1, 2, 0), "E": (0, 1, 1), "F": (0, 0, 2)}
for name, cuts in patterns.items():
    LpVariable("Pattern_" + name, 0, None, LpInteger, e=cost * 1 + lpSum([made[l] * n for l, n in zip(demand, cuts)]))
prob.solve()
print(LpStatus[prob.status], value(prob.objective), len(prob.variables()))
