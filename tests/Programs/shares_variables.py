# Two problems share variables; constraints get variables of the other problem, and copies of their own, after they were added.
import copy
from pulp import *

a, b, c = (LpVariable(name, 0, 9) for name in "abc")
first = LpProblem("first", LpMaximize)
first += c + 2 * b + 3 * a
first += a + b + c <= 10, "all"
first.solve()

second = LpProblem("second", LpMaximize)
second += c
second += c <= 4, "limit"
second.constraints["limit"][a] = 7  # second has not heard of a
second.solve()

third = LpProblem("third", LpMaximize)
third += b
third += b + c <= 5, "sum"
twin = copy.copy(c)
third.constraints["sum"].pop(c)
third.constraints["sum"][twin] = 2
third.solve()
