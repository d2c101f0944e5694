from pulp import *

prob = LpProblem("elastic", LpMinimize)
x = LpVariable("x", 0, 10)
prob += x
wish = LpConstraint(LpAffineExpression(x), LpConstraintGE, "wish", 20)
prob.extend(wish.makeElasticSubProblem(penalty=100, proportionFreeBound=0.01))
