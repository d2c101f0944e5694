from pulp import *

N, S = range(3), 15
prob = LpProblem("magic")
choice = LpVariable.dicts("c", (N, N, range(1, 10)), cat="Binary")
cell = [[lpSum(v * choice[r][c][v] for v in range(1, 10)) for c in N] for r in N]
for r in N:
    for c in N:
        prob += lpSum(choice[r][c].values()) == 1
for v in range(1, 10):
    prob += lpSum(choice[r][c][v] for r in N for c in N) == 1
for k in N:
    prob += lpSum(cell[k]) == S
    prob += lpSum(cell[r][k] for r in N) == S
prob += lpSum(cell[k][k] for k in N) == S
prob += lpSum(cell[k][2 - k] for k in N) == S
prob += cell[0][0] == 2
prob += cell[0][1] == 7
prob.solve()
for row in cell:
    print(*(int(value(e)) for e in row))
