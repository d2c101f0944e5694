import pulp as pl

prob = pl.LpProblem("names", pl.LpMinimise)  # ! unknown-in-pulp 30
x = pl.LpVariable("x", lowbound=0, cat="integer")  # ! unknown-argument 24  # ! unknown-category 40
prob += pl.lpsum([x])  # ! unknown-in-pulp 9
prob += LpVariable("y") >= 1  # ! unknown-name 9
prob.optimize()  # ! unknown-in-pulp 1
print(prob.objective_value)  # ! unknown-in-pulp 7
