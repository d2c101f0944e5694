import os
import sys
import time

try:
    import matplotlib.pyplot as plt
    HAVE_PLOTS = True
except ImportError:
    HAVE_PLOTS = False
try:
    import tabulate
except ImportError:
    tabulate = None

from pulp import *
import time

start = time.time()
items = {"map": (9, 150), "compass": (13, 35), "water": (153, 200), "sandwich": (50, 160), "glucose": (15, 60), "tin": (68, 45),
         "banana": (27, 60), "apple": (39, 40), "cheese": (23, 30), "beer": (52, 10), "suntan cream": (11, 70), "camera": (32, 30)}
limit = int(sys.argv[1]) if len(sys.argv) > 1 else 250
if os.path.exists("limit.txt"):
    limit = int(open("limit.txt").read())
knapsack = LpProblem("Knapsack_Problem", LpMaximize)
take = {name: LpVariable("take_" + name.replace(" ", "_"), cat="Binary") for name in items}
knapsack.setObjective(lpSum(items[name][1] * take[name] for name in items))
knapsack.addConstraint(LpConstraint(e=lpSum(items[name][0] * take[name] for name in items), sense=LpConstraintLE, rhs=limit, name="weight"))
status = knapsack.solve(PULP_CBC_CMD(msg=0))
elapsed = time.time() - start
assert status == LpStatusOptimal, "no solution"
header = f"{'item':<15}{'weight':>8}{'worth':>8}"
print(header)
print("-" * len(header))
for name, (weight, worth) in sorted(items.items(), key=lambda item: -item[1][1]):
    if take[name].varValue:
        print(f"{name:<15}{weight:>8}{worth:>8}")
print(f"{'total':<15}{sum(items[n][0] * take[n].value() for n in items):>8.0f}{value(knapsack.objective):>8.0f}")
print("took", "less" if elapsed < 60 else "more", "than a minute", HAVE_PLOTS and plt is None)
