"""Shift scheduling: the fewest people so that every day of the week is staffed.

Teaches: covering with cyclic patterns (five days on, two off), integer counts instead of single people.
Problem class: MIP
"""
from pulp import *

days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
needed = data.get("needed", [17, 13, 15, 19, 14, 16, 11])
days_on = data.get("days_on", 5)

prob = LpProblem("shift_scheduling", LpMinimize)
start = [LpVariable(f"start_{day}", lowBound=0, cat=LpInteger) for day in days]
prob += lpSum(start), "people"
for d, day in enumerate(days):
    # On duty on day d are those who began within the last days_on days.
    prob += lpSum(start[(d - back) % 7] for back in range(days_on)) >= needed[d], f"staff_{day}"
