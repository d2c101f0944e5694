from pulp import *

prob = LpProblem("all_covers", LpMinimize)
sets = {"s1": {1, 2}, "s2": {2, 3}, "s3": {3, 4}, "s4": {1, 4}, "s5": {1, 3}}
pick = LpVariable.dicts("pick", sets, cat=LpBinary)
prob += lpSum(pick.values())
for element in (1, 2, 3, 4):
    prob += lpSum(pick[s] for s in sets if element in sets[s]) >= 1, f"cover_{element}"
prob += lpSum(pick.values()) <= 2
found = []
while True:
    prob.solve(PULP_CBC_CMD(msg=0))
    if LpStatus[prob.status] != "Optimal":
        break
    chosen = [s for s in sets if pick[s].varValue == 1]
    found.append(chosen)
    prob += lpSum(pick[s] for s in chosen) <= len(chosen) - 1
print(len(found), "answers:", sorted(found))
