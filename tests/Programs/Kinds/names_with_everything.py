from pulp import *

prob = LpProblem("Names with spaces - and (brackets)", LpMaximize)
x = [LpVariable(name, 0, 5) for name in ("a b", "c-d", "e[1]", "f>g", "Größe", "x" * 300, "same", "same")]
prob += lpSum((k + 1) * v for k, v in enumerate(x)), "the objective, with a comma"
prob += lpSum(x) <= 12, "a constraint: with punctuation!"
prob += lpSum([]) <= 3
prob.solve()
print([v.varValue for v in x])
