"""Transportation: how much to ship from each plant to each market at the least cost.

Teaches: flows between two sets, supply and demand constraints, a check of the data before the model.
Problem class: LP
"""
from pulp import *

supply = data.get("supply", {"Seattle": 350, "SanDiego": 600})
demand = data.get("demand", {"NewYork": 325, "Chicago": 300, "Topeka": 275})
distance = data.get("distance", {
    "Seattle": {"NewYork": 2.5, "Chicago": 1.7, "Topeka": 1.8},
    "SanDiego": {"NewYork": 2.5, "Chicago": 1.8, "Topeka": 1.4},
})
freight = data.get("freight", 90)

if sum(supply.values()) < sum(demand.values()):
    raise ValueError(f"supply {sum(supply.values())} can not meet demand {sum(demand.values())}")

prob = LpProblem("transportation", LpMinimize)
ship = LpVariable.dicts("ship", (supply, demand), lowBound=0)
prob += lpSum(freight * distance[i][j] / 1000 * ship[i][j] for i in supply for j in demand), "cost"
for i in supply:
    prob += lpSum(ship[i][j] for j in demand) <= supply[i], f"supply_{i}"
for j in demand:
    prob += lpSum(ship[i][j] for i in supply) >= demand[j], f"demand_{j}"
