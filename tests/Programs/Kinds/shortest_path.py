from pulp import *

arcs = {("s", "a"): 4, ("s", "b"): 2, ("b", "a"): 1, ("a", "c"): 5, ("b", "c"): 8, ("b", "d"): 10, ("c", "d"): 2, ("d", "t"): 3, ("c", "t"): 6}
nodes = sorted({n for arc in arcs for n in arc})
prob = LpProblem("path", LpMinimize)
use = LpVariable.dicts("use", arcs, 0, 1)
prob += lpSum(arcs[a] * use[a] for a in arcs)
for n in nodes:
    out = lpSum(use[a] for a in arcs if a[0] == n)
    into = lpSum(use[a] for a in arcs if a[1] == n)
    prob += out - into == (n == "s") - (n == "t"), f"flow_{n}"
prob.solve()
print([a for a in arcs if use[a].varValue > 0.5])
