# says: 'integer', which PuLP does not know | Write 'Continuous', 'Integer' or 'Binary'
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 2.5, cat="integer")
prob += x
