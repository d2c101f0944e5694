"""Graph colouring: the fewest colours (time slots, frequencies) so that no two neighbours have the same.

Teaches: conflicts as x + y <= used, symmetry broken by ordering the colours.
Problem class: MIP
"""
from pulp import *

# Neighbouring states of Australia and two of its territories, and a wheel of five around a hub.
edges = data.get("edges", [
    ["WA", "NT"], ["WA", "SA"], ["NT", "SA"], ["NT", "Q"], ["SA", "Q"], ["SA", "NSW"], ["SA", "V"], ["Q", "NSW"], ["NSW", "V"],
    ["hub", "a"], ["hub", "b"], ["hub", "c"], ["hub", "d"], ["hub", "e"], ["a", "b"], ["b", "c"], ["c", "d"], ["d", "e"], ["e", "a"],
])
most_colours = data.get("most_colours", 5)

nodes = list(dict.fromkeys(node for edge in edges for node in edge))
colours = range(most_colours)
prob = LpProblem("graph_colouring", LpMinimize)
has = LpVariable.dicts("has", (nodes, colours), cat=LpBinary)
used = LpVariable.dicts("used", colours, cat=LpBinary)
prob += lpSum(used[c] for c in colours), "colours"
for n in nodes:
    prob += lpSum(has[n][c] for c in colours) == 1, f"one_colour_{n}"
for c in colours:
    for a, b in edges:
        prob += has[a][c] + has[b][c] <= used[c], f"conflict_{a}_{b}_{c}"
    if c > 0:
        prob += used[c] <= used[c - 1], f"order_{c}"

prob.solve()
for n in nodes:
    print(n, next(c for c in colours if has[n][c].varValue > 0.5))
