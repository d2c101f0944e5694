from pulp import *

prob = LpProblem("shares", LpMaximize)
grown = LpVariable.dicts("grown", ["wheat", "beans", "fallow"], 0, 60)
prob += 30 * grown["wheat"] + 22 * grown["beans"] + 2 * grown["fallow"], "margin"
prob += lpSum(grown.values()) == 100, "land"
prob += LpFractionConstraint(grown["beans"], grown["wheat"] + grown["beans"], LpConstraintGE, RHS=0.25, name="rotation")
prob += LpFractionConstraint(grown["fallow"], complement=grown["wheat"] + grown["beans"], sense=LpConstraintGE, RHS=0.1, name="set_aside")
prob.solve()
print(LpStatus[prob.status], round(value(prob.objective), 4), {k: round(v.value(), 4) for k, v in grown.items()})
for name, c in prob.constraints.items():
    print(name, c.sense, round(c.value(), 4))
