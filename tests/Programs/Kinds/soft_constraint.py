from pulp import *

prob = LpProblem("soft", LpMinimize)
x = LpVariable("x", 0, 100)
prob += 2 * x
prob += x >= 10, "at_least"
soft = LpConstraint(e=x, sense=LpConstraintEQ, name="target", rhs=40)
prob.extend(soft.makeElasticSubProblem(penalty=1, proportionFreeBound=0.25))
prob.solve()
print(LpStatus[prob.status], x.varValue)
