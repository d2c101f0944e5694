"""Cutting stock: the fewest rolls from which all ordered widths can be cut, by column generation.

Teaches: several solves in one program, duals (pi) of an LP that price new patterns, rounding up by a last MIP over the patterns.
Problem class: MIP
"""
from pulp import *

roll_width = data.get("roll_width", 100)
orders = data.get("orders", {"w45": [45, 97], "w36": [36, 610], "w31": [31, 395], "w14": [14, 211]})  # name: [width, number]
width = {i: orders[i][0] for i in orders}
number = {i: orders[i][1] for i in orders}


def master(patterns, category):
    """The fewest rolls with these patterns alone."""
    prob = LpProblem("rolls", LpMinimize)
    rolls = [LpVariable(f"pattern_{k}", lowBound=0, cat=category) for k in range(len(patterns))]
    prob += lpSum(rolls), "rolls"
    for i in orders:
        prob += lpSum(patterns[k][i] * rolls[k] for k in range(len(patterns))) >= number[i], f"order_{i}"
    prob.solve()
    return prob, rolls


def pricing(price):
    """The pattern that is worth most at these prices: a knapsack."""
    prob = LpProblem("new_pattern", LpMaximize)
    count = LpVariable.dicts("count", orders, lowBound=0, cat=LpInteger)
    prob += lpSum(price[i] * count[i] for i in orders), "worth"
    prob += lpSum(width[i] * count[i] for i in orders) <= roll_width, "fits"
    prob.solve()
    return value(prob.objective), {i: round(count[i].varValue) for i in orders}


patterns = [{j: roll_width // width[i] if j == i else 0 for j in orders} for i in orders]
while True:
    relaxed, _ = master(patterns, LpContinuous)
    worth, pattern = pricing({i: relaxed.constraints[f"order_{i}"].pi for i in orders})
    if worth <= 1 + 1e-6:  # no pattern saves more than the roll it takes
        break
    patterns.append(pattern)

lower_bound = value(relaxed.objective)
prob, rolls = master(patterns, LpInteger)
print(f"{value(prob.objective):.0f} rolls with {len(patterns)} patterns; no plan has fewer than {lower_bound:.2f}")
for pattern, used in zip(patterns, rolls):
    if used.varValue > 0.5:
        print(f"{used.varValue:.0f} x", {i: n for i, n in pattern.items() if n})
