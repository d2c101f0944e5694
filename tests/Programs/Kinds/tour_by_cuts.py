import itertools
import math
import pulp

cities = [(0, 0), (1, 5), (2, 3), (5, 2), (7, 7), (8, 1), (9, 4), (4, 8)]
n = len(cities)
dist = {(i, j): math.dist(cities[i], cities[j]) for i in range(n) for j in range(n) if i != j}
prob = pulp.LpProblem("tour", pulp.LpMinimize)
go = pulp.LpVariable.dicts("go", dist, cat="Binary")
prob += pulp.lpSum(dist[a] * go[a] for a in dist)
for i in range(n):
    prob += pulp.lpSum(go[i, j] for j in range(n) if j != i) == 1
    prob += pulp.lpSum(go[j, i] for j in range(n) if j != i) == 1
while True:
    prob.solve(pulp.PULP_CBC_CMD(msg=False))
    follow = {i: j for (i, j) in dist if go[i, j].varValue > 0.5}
    left, tours = set(range(n)), []
    while left:
        tour, at = [], min(left)
        while at in left:
            left.remove(at)
            tour.append(at)
            at = follow[at]
        tours.append(tour)
    if len(tours) == 1:
        break
    for tour in tours:
        prob += pulp.lpSum(go[i, j] for i, j in itertools.permutations(tour, 2)) <= len(tour) - 1
print(round(pulp.value(prob.objective), 6), tours[0])
