from pulp import *

prob = LpProblem("returns", LpMinimize)
return prob  # ! syntax-error 1
