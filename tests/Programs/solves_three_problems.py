from pulp import *

for name, least in (("the first", 1), ("the second", 2), ("the third", 3)):
    prob = LpProblem(name.replace(" ", "_"))
    x = LpVariable("x", least)
    prob += x
    prob.solve()
never = LpProblem("never_solved")
y = LpVariable("y", 7)
never += y
