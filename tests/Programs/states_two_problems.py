from pulp import *

empty = LpProblem("empty")
first = LpProblem("first", LpMinimize)
x = LpVariable("x", 0)
first += x
second = LpProblem("second", LpMinimize)
y = LpVariable("y", 0)
second += y
second += x + y >= 1
