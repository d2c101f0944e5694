# says: 'quantity' | special ordered set | no finite upper bound
from pulp import *

prob = LpProblem("attempt", LpMaximize)
quantity = LpVariable("quantity", 0)
other = LpVariable("other", 0, 5)
prob += quantity + other
prob += other <= 4
prob.sos1["either"] = {quantity: 1, other: 2}
prob.solve()
