"""Knapsack: which items to take so that their value is largest and their weight fits.

Teaches: binary decisions, one capacity, reading the chosen items back.
Problem class: MIP
"""
from pulp import *

items = data.get("items", {
    "tent": {"weight": 11, "value": 20},
    "stove": {"weight": 7, "value": 10},
    "rope": {"weight": 5, "value": 9},
    "lamp": {"weight": 4, "value": 6},
    "camera": {"weight": 3, "value": 5},
    "books": {"weight": 6, "value": 4},
})
capacity = data.get("capacity", 20)

prob = LpProblem("knapsack", LpMaximize)
take = LpVariable.dicts("take", items, cat=LpBinary)
prob += lpSum(items[i]["value"] * take[i] for i in items), "value"
prob += lpSum(items[i]["weight"] * take[i] for i in items) <= capacity, "capacity"

prob.solve()
print("take", [i for i in items if take[i].varValue > 0.5])
