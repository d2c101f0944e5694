from pulp import *

prob = LpProblem("lost", LpMaximize)
x, y = LpVariable("x", 0), LpVariable("y", 0)
prob += x + y
prob += x + y < 10  # ! strict-inequality 9
prob += 1 <= x <= 5  # ! chained-comparison 9
prob += (x <= 3) and (y <= 4)  # ! logic-between-constraints 9
prob += (x <= 3) or (y <= 4), "either"  # ! logic-between-constraints 9
prob += x != 2  # ! not-equal 9
x + 2 * y <= 12  # ! constraint-not-added 1
if x >= 1:  # ! variable-in-condition 4
    prob += y <= 3
"é"; prob += 2 * x > 1  # ! strict-inequality 14
