import pulp

prob = pulp.LpProblem("twice", pulp.LpMaximize)
x = pulp.LpVariable("x", 0, 10)
y = pulp.LpVariable("y", 0)
prob += 2 * x + y
prob += x + y <= 4, "cap"
prob += x - y >= -2, "lean"
prob.solve()
print(pulp.LpStatus[prob.status], x.varValue, y.varValue, pulp.value(prob.objective))
print(prob.constraints["cap"].slack, prob.constraints["lean"].slack, prob.constraints["cap"].pi, x.dj)
x.upBound = 3
prob.constraints["cap"].changeRHS(5)
prob.solve()
print(prob.status, prob.sol_status, x.varValue, prob.solver.name)
