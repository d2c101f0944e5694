from pulp import *

prob = LpProblem("goals", LpMinimize)
x = LpVariable("x", 0, 10, LpInteger)
y = LpVariable("y", 0, 10, LpInteger)
late, over = LpVariable("late", 0), LpVariable("over", 0)
prob += x + y + late >= 12, "demand"
prob += 3 * x + 2 * y - over <= 28, "hours"
prob.sequentialSolve([late + 0, over + 0, 5 * x + 4 * y])
print(LpStatus[prob.status], x.value(), y.value(), late.value(), over.value())
