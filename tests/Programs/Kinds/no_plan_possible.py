from pulp import *

prob = LpProblem("impossible", LpMaximize)
a = LpVariable("a", 0, 40)
b = LpVariable("b", 0, 40)
prob += 3 * a + 2 * b
prob += a + b >= 100, "contract"
prob += a - b == 5, "balance"
prob.solve()
print(f"Status: {LpStatus[prob.status]}")
print(f"a = {a.varValue:.1f}, b = {b.varValue:.1f}, total {value(prob.objective):.2f}")
for name, c in prob.constraints.items():
    print(f"{name}: slack {c.slack:.2f}, price {c.pi:.2f}")
