from pulp import *

prob = LpProblem("minimax", LpMinimize)
x = LpVariable.dicts("x", "abc", 0, 10)
worst = LpVariable("worst")
prob += worst
weights = {"a": 3, "b": 2, "c": 5}
for k in "abc":
    prob += worst >= weights[k] * x[k]
prob += lpSum(x.values()) == 15.5
prob.solve()
print(round(worst.varValue, 9), {k: round(x[k].varValue, 6) for k in x})
