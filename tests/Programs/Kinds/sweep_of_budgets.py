from pulp import LpBinary, LpMaximize, LpProblem, LpStatus, LpVariable, PULP_CBC_CMD, lpSum, value

projects = {"a": (12, 5), "b": (9, 4), "c": (7, 3), "d": (15, 7), "e": (4, 1)}
solver = PULP_CBC_CMD(msg=False, timeLimit=20)
for budget in range(0, 21, 2):
    prob = LpProblem(f"budget_{budget}", LpMaximize)
    take = {name: LpVariable(f"take_{name}", cat=LpBinary) for name in projects}
    prob += lpSum(projects[n][0] * take[n] for n in projects)
    prob += lpSum(projects[n][1] * take[n] for n in projects) <= budget
    prob.solve(solver)
    print(f"{budget:3d} {LpStatus[prob.status]:10s} {value(prob.objective):6.1f}")
