from pulp import *
from pulp.apis.coin import COIN_CMD as ByModule

prob = LpProblem("production", LpMaximize)
make = prob.add_variable_dicts("make", ["A", "B"], lowBound=0, cat=LpInteger)
flow = prob.add_variable_dict("flow", (["u"], ["v", "w"]), upBound=1, lowBound=0)
grid = prob.add_variable_matrix("grid", (range(2), range(2)), cat=LpBinary)
spare = prob.add_variable("spare", 0, 3)
prob += LpAffineExpression.from_dict({make["A"]: 3, make["B"]: 5}, constant=1, name="profit")
prob += LpAffineExpression.from_list([(make["A"], 2), (make["B"], 4)]) <= 40, "machine_hours"
prob += make["A"] + make["B"] + flow["u", "v"] + grid[1][1] <= 15, "labour"
assert ByModule is COIN_CMD
stats = prob.solve(COIN_CMD(msg=False, timeLimit=30))
print(stats.status_str, stats.status == LpSolveStatus.Optimal, stats.has_solution, stats.objective, stats.num_variables, stats.is_mip)
print([c.name for c in prob.constraints()], prob.get_constraint_by_name("labour").slack, prob.get_constraint_by_name("none"))
# The same in the words of PuLP 2 and 3.
print(stats == 1, LpStatus[stats], LpStatus[prob.status], sorted(prob.constraints), prob.constraints["labour"].slack, f"{stats}")
stats = prob.solve()
print(stats.status_str, stats.status, stats.has_solution, stats.best_bound, LpStatus[stats], sorted(stats.toDict())[:3])
