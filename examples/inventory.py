"""Inventory: what to order and to store in each period so that demand is met, late deliveries allowed at a price.

Teaches: balance between periods, backlog, safety stock, quantity in two price steps.
Problem class: LP
"""
from pulp import *

demand = data.get("demand", [80, 120, 150, 60, 170, 90])
first_stock = data.get("first_stock", 40)
safety_stock = data.get("safety_stock", 10)
regular_capacity = data.get("regular_capacity", 100)
cost = data.get("cost", {"regular": 10, "overtime": 14, "storage": 1, "late": 5})

periods = range(len(demand))
prob = LpProblem("inventory", LpMinimize)
regular = LpVariable.dicts("regular", periods, lowBound=0, upBound=regular_capacity)
overtime = LpVariable.dicts("overtime", periods, lowBound=0)
stock = LpVariable.dicts("stock", periods, lowBound=0)
late = LpVariable.dicts("late", periods, lowBound=0)
prob += lpSum(
    cost["regular"] * regular[t] + cost["overtime"] * overtime[t] + cost["storage"] * stock[t] + cost["late"] * late[t] for t in periods
), "cost"

for t in periods:
    stock_before = stock[t - 1] if t > 0 else first_stock
    late_before = late[t - 1] if t > 0 else 0
    prob += stock_before - late_before + regular[t] + overtime[t] == demand[t] + stock[t] - late[t], f"balance_{t}"
prob += stock[len(demand) - 1] >= safety_stock, "safety_stock"
prob += late[len(demand) - 1] == 0, "nothing_late_at_the_end"
