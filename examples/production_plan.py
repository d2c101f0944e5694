"""Production planning: what to make of two products over four months, and what to store.

Teaches: set-up costs with binaries, stock from month to month, capacity shared by products.
Problem class: MIP
"""
from pulp import *

months = data.get("months", ["Jan", "Feb", "Mar", "Apr"])
demand = data.get("demand", {"chairs": [120, 180, 160, 220], "tables": [60, 70, 90, 80]})
hours = {"chairs": 2, "tables": 5}
cost = {"chairs": 20, "tables": 55}
setup_cost = {"chairs": 300, "tables": 500}
storage_cost = {"chairs": 2, "tables": 4}
hours_per_month = data.get("hours_per_month", 850)

products = list(demand)
periods = range(len(months))
prob = LpProblem("production_plan", LpMinimize)

make = LpVariable.dicts("make", (products, periods), lowBound=0, cat=LpInteger)
store = LpVariable.dicts("store", (products, periods), lowBound=0)
run = LpVariable.dicts("run", (products, periods), cat=LpBinary)

prob += lpSum(
    cost[p] * make[p][t] + storage_cost[p] * store[p][t] + setup_cost[p] * run[p][t]
    for p in products
    for t in periods
), "total_cost"

for t in periods:
    prob += lpSum(hours[p] * make[p][t] for p in products) <= hours_per_month, f"hours_{months[t]}"
    for p in products:
        before = store[p][t - 1] if t > 0 else 0
        prob += before + make[p][t] == demand[p][t] + store[p][t], f"balance_{p}_{months[t]}"
        prob += make[p][t] <= (hours_per_month // hours[p]) * run[p][t], f"setup_{p}_{months[t]}"
