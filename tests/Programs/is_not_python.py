from pulp import *

prob = LpProblem("broken", LpMinimize
x = LpVariable("x")
