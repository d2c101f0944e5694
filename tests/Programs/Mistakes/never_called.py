from pulp import *


def build():
    prob = LpProblem("never", LpMinimize)  # ! no-problem 12
    prob += LpVariable("x", 1)
    return prob
