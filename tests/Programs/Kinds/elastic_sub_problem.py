from pulp import *

prob = LpProblem("elastic", LpMinimize)
x, y = LpVariable("x", 0, 4), LpVariable("y", -1, 1)
w = LpVariable("w", 0)
prob += x + 4 * y + 9 * w, "obj"
prob += x + y <= 5, "c1"
prob += w >= 0, "c2"
for options in (dict(penalty=1), dict(proportionFreeBound=0.1), dict(proportionFreeBoundList=[0.1, 0.1], penalty=2), dict(penalty=0)):
    one = prob.copy()
    lhs, rhs = x + w, 10
    target = LpConstraint(lhs, LpConstraintGE, "target", rhs)
    one.extend(target.makeElasticSubProblem(**options))
    one.solve(PULP_CBC_CMD(msg=0))
    print(options, LpStatus[one.status], round(value(one.objective), 6), x.value(), w.value())
