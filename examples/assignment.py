"""Assignment: who does which task so that the total time is least.

Teaches: one-to-one assignment, pairs that are not allowed left out of the model, equality constraints.
Problem class: MIP
"""
from pulp import *

hours = data.get("hours", {
    "Ann": {"design": 9, "build": 2, "test": 7, "ship": 8},
    "Ben": {"design": 6, "build": 4, "test": 3, "ship": 7},
    "Cem": {"design": 5, "build": 8, "test": 1, "ship": 8},
    "Dee": {"design": 7, "build": 6, "test": 9},
})
people = list(hours)
tasks = list(dict.fromkeys(task for person in people for task in hours[person]))

prob = LpProblem("assignment", LpMinimize)
pairs = [(p, t) for p in people for t in hours[p]]
does = LpVariable.dicts("does", pairs, cat=LpBinary)
prob += lpSum(hours[p][t] * does[p, t] for p, t in pairs), "hours"
for p in people:
    prob += lpSum(does[p, t] for t in hours[p]) == 1, f"one_task_for_{p}"
for t in tasks:
    prob += lpSum(does[p, t] for p in people if t in hours[p]) == 1, f"one_person_for_{t}"
