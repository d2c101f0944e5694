from pulp import *


def build(costs):
    prob = LpProblem("raises", LpMinimize)
    x = LpVariable("x", 0)
    prob += lpSum(costs[name] * x for name in ["ore", "coal"])
    return prob


build({"ore": 2.5})
