"""Names that mean several things: nothing may be said of any of them."""
from pulp import *

prob = LpProblem("shadows", LpMaximize)
x = LpVariable.dicts("x", range(3), 0, 9)
prob += lpSum(x[i] for i in x)


def cost(x, y):
    return x * y if 0 < x < 5 else x**2


class Order:
    status = "Optimal"
    solve = None
    value = 3


squares = [x * x for x in range(3) if x > 1]
prob += x[0] + x[1] <= cost(2, 3), "limit"
for v in prob.variables():
    w = v.varValue
    if w and w > 1:
        print(v.name, w * w)
order = Order()
print(order.status == "Optimal", order.value, order.solve)
total = 0
for i in range(3):
    total += 2 * x[i]
prob += total <= 10
