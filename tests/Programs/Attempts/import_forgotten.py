# says: lpSum is PuLP's | from pulp import *
from pulp import LpProblem, LpVariable

prob = LpProblem("attempt")
prob += lpSum([LpVariable("x", 0)])
