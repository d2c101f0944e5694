from pulp import *

n = 8
worth = [11, 8, 15, 9, 13, 7, 4, 10]
weight = [5, 4, 7, 4, 6, 3, 2, 5]
prob = LpProblem("starts", LpMaximize)
take = LpVariable.matrix("take", range(n), 0, 1, LpInteger)
prob += lpDot(worth, take)
prob += lpDot(weight, take) <= 17, "weight"
for i, v in enumerate(take):
    v.setInitialValue(1 if i in (0, 1) else 0)
solver = PULP_CBC_CMD(msg=False, warmStart=True)
prob.solve(solver)
print(value(prob.objective), prob.isMIP(), prob.numVariables(), prob.numConstraints(), prob.sol_status == LpSolutionOptimal)
best = [i for i, v in enumerate(take) if v.value() == 1]
take[best[0]].setInitialValue(0)
take[best[0]].fixValue()
prob.resolve(solver)
print(value(prob.objective), take[best[0]].varValue, take[best[0]].isFixed())
take[best[0]].unfixValue()
prob.solve()
print(value(prob.objective), prob.valid(), all(v.valid(1e-6) for v in take), prob.infeasibilityGap())
print(take[0].name, str(take[1]), repr(prob.constraints["weight"])[:24], take[0].cat, take[0].getUb())
