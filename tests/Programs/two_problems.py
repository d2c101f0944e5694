from pulp import *

small = LpProblem("small", LpMinimize)
small += LpVariable("x", 1, 2)
large = LpProblem("large", LpMaximize)
large += LpVariable("y", 1, 2)
