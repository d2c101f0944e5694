from pulp import *

prob = LpProblem("Product_Mix", LpMaximize)
x = LpVariable("Chairs", lowBound=0, cat="Integer")
y = LpVariable("Tables", lowBound=0, cat="Integer")
prob += 20 * x + 30 * y, "Profit"
prob += 2 * x + 4 * y <= 100, "Wood"
prob += 3 * x + 2 * y <= 90, "Labour"
prob.solve(PULP_CBC_CMD(msg=0))
print("Status:", LpStatus[prob.status])
for v in prob.variables():
    print(v.name, "=", v.varValue)
print("Total profit:", value(prob.objective))
