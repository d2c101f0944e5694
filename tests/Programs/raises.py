from pulp import *


def demand_of(month):
    return {"Jan": 3}[month]


prob = LpProblem("raises", LpMinimize)
x = LpVariable("x", lowBound=demand_of("Feb"))
prob += x
