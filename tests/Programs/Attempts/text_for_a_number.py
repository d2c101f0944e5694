# says: lower bound of variable z | not a number
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
z = LpVariable("z", "0", 4)
prob += z <= 3
