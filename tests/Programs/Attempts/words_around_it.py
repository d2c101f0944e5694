# says: line 2 | words around it have to be comments
Here is the program that you asked for:
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
