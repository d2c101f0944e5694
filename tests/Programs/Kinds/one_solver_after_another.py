import pulp as pl

def model():
    x = pl.LpVariable("x", 0, 10, cat="Integer")
    y = pl.LpVariable("y", 0, 10)
    prob = pl.LpProblem("several", pl.LpMaximize)
    prob += 2 * x + 3 * y
    prob += 4 * x + 5 * y <= 33.5
    prob += x - y >= -2.25
    return prob, x, y

for name in ("PULP_CBC_CMD", "GLPK_CMD", "CPLEX_CMD", "GUROBI", "COIN_CMD", "XPRESS"):
    prob, x, y = model()
    try:
        solver = pl.getSolver(name, msg=0, timeLimit=30)
        status = prob.solve(solver if solver.available() else pl.PULP_CBC_CMD(msg=False))
    except pl.PulpSolverError as error:
        print(name, "is not here", error)
        continue
    print(name, pl.LpStatus[status], x.varValue, round(y.varValue, 4), round(pl.value(prob.objective), 4))
print("CBC" in " ".join(pl.listSolvers()), len(pl.listSolvers(onlyAvailable=True)) > 0, pl.LpSolverDefault is not None)
prob, x, y = model()
for solver in (pl.GLPK(msg=0), pl.PULP_CBC_CMD(msg=0, threads=1, options=["sec 20"], gapRel=0.0)):
    if solver.available():
        prob.setSolver(solver)
        prob.solve()
print(prob.status, round(prob.objective.value(), 4))
