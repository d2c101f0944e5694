"""No double fulfils this row exactly: checked without any tolerance the answer is refused."""
from pulp import *

prob = LpProblem("third", LpMinimize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += 0.1 * x + 0.3 * y == 1 / 3, "row"
prob += x - 7 * y == 0.1, "other"
