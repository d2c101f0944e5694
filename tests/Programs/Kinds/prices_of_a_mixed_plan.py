from pulp import *

# Whole machines, any amount of overtime. With three machines an hour more is worth what it brings in overtime.
plan = LpProblem("plan", LpMaximize)
machines = LpVariable("machines", lowBound=0, cat="Integer")
overtime = LpVariable("overtime", lowBound=0)
plan += 2 * machines + overtime, "profit"
plan += machines + overtime <= 4.5, "hours"
plan += machines <= 3, "floor"
plan.solve(PULP_CBC_CMD(msg=False))
print(LpStatus[plan.status], value(plan.objective))

# Whole lorries at 3, hired ones at 2 up to 3.2 of them. With two lorries a ton more is hired.
haul = LpProblem("haul", LpMinimize)
own = LpVariable("own", lowBound=0, cat="Integer")
hired = LpVariable("hired", 0, 3.2)
haul += 3 * own + 2 * hired
haul += own + hired >= 4.5, "demand"
haul += own <= 4, "fleet"
haul.solve(PULP_CBC_CMD(msg=False))
print(LpStatus[haul.status], value(haul.objective))

for problem in (plan, haul):
    for name, constraint in problem.constraints.items():
        print(f"{name}: slack {constraint.slack:g}, price {constraint.pi:g}")
    for variable in problem.variables():
        print(f"{variable.name}: {variable.varValue:g}, reduced cost {variable.dj:g}")
