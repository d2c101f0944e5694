"""Travelling salesman: the shortest tour through all cities, by cutting subtours off as they appear.

Teaches: constraints added between solves, undirected edges, following a tour through the solution.
Problem class: MIP
"""
from math import hypot
from pulp import *

places = data.get("places", {
    "A": [0, 0], "B": [1, 2], "C": [2, 0], "D": [9, 1], "E": [8, 3], "F": [10, 3], "G": [4, 8], "H": [5, 9], "I": [6, 8], "J": [5, 5],
})
cities = list(places)
edges = [(a, b) for i, a in enumerate(cities) for b in cities[i + 1:]]
length = {(a, b): hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in edges}

prob = LpProblem("travelling_salesman", LpMinimize)
goes = LpVariable.dicts("goes", edges, cat=LpBinary)
prob += lpSum(length[e] * goes[e] for e in edges), "length"
for city in cities:
    prob += lpSum(goes[e] for e in edges if city in e) == 2, f"degree_{city}"


def tour_from(first):
    """The cities of the closed tour through this one."""
    tour, last = [first], None
    while True:
        here = tour[-1]
        following = next(
            b if a == here else a for a, b in edges if goes[a, b].varValue > 0.5 and here in (a, b) and last not in (a, b)
        )
        if following == first:
            return tour
        tour.append(following)
        last = here


cuts = 0
while True:
    prob.solve()
    tour = tour_from(cities[0])
    if len(tour) == len(cities):
        break
    left = set(cities)
    while left:  # one cut for each subtour
        subtour = tour_from(min(left))
        left -= set(subtour)
        prob += lpSum(goes[a, b] for a, b in edges if a in subtour and b in subtour) <= len(subtour) - 1, f"no_subtour_{cuts}"
        cuts += 1
print(" - ".join(tour), f"after {cuts} cuts")
