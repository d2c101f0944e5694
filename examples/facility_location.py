"""Facility location: which warehouses to open, and which customers each of them serves.

Teaches: fixed costs, capacities, linking constraints x <= y (stronger than one big M).
Problem class: MIP
"""
from pulp import *

warehouses = data.get("warehouses", {
    "north": {"fixed": 120, "capacity": 60},
    "south": {"fixed": 100, "capacity": 50},
    "east": {"fixed": 90, "capacity": 40},
    "west": {"fixed": 140, "capacity": 80},
})
demand = data.get("demand", {"c1": 12, "c2": 18, "c3": 9, "c4": 22, "c5": 15, "c6": 11})
cost = data.get("cost", {
    "north": {"c1": 2, "c2": 4, "c3": 5, "c4": 3, "c5": 7, "c6": 6},
    "south": {"c1": 6, "c2": 3, "c3": 2, "c4": 5, "c5": 4, "c6": 7},
    "east": {"c1": 5, "c2": 6, "c3": 4, "c4": 2, "c5": 3, "c6": 3},
    "west": {"c1": 3, "c2": 5, "c3": 6, "c4": 4, "c5": 2, "c6": 2},
})

prob = LpProblem("facility_location", LpMinimize)
opened = LpVariable.dicts("open", warehouses, cat=LpBinary)
share = LpVariable.dicts("share", (warehouses, demand), lowBound=0)  # of a customer's demand
prob += (
    lpSum(warehouses[w]["fixed"] * opened[w] for w in warehouses)
    + lpSum(cost[w][c] * demand[c] * share[w][c] for w in warehouses for c in demand)
), "cost"
for c in demand:
    prob += lpSum(share[w][c] for w in warehouses) == 1, f"served_{c}"
for w in warehouses:
    prob += lpSum(demand[c] * share[w][c] for c in demand) <= warehouses[w]["capacity"] * opened[w], f"capacity_{w}"
    for c in demand:
        prob += share[w][c] <= opened[w], f"link_{w}_{c}"
