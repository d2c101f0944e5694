from pulp import *

prob = LpProblem("bounds", LpMinimize)
free = LpVariable("free")
negative = LpVariable("negative", -8, -2, LpInteger)
fixed = LpVariable("fixed", 3, 3)
upper = LpVariable("upper", upBound=4)
binary = LpVariable("binary", cat=LpBinary)
later = LpVariable("later", 0, 9)
later.bounds(1, 6)
binary.setInitialValue(1)
binary.fixValue()
prob += free - 2 * negative + 5 * fixed - upper + later + 10 * binary + 7
prob += free >= -3.5
prob += upper + free <= 0.25
prob.solve(PULP_CBC_CMD(msg=False, warmStart=True))
print(value(prob.objective), [v.varValue for v in prob.variables()])
