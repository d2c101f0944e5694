# says: unbounded | its objective can be improved without end
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0)
prob += x
