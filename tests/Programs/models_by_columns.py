from pulp import *

prob = LpProblem("rolls", LpMinimize)
first = prob.add_variable("first", 0)
prob += first
a = prob.addConstraint(2 * first >= 10, "a")
b = prob.addConstraint(lpSum([]) >= 6, "b")
prob.addConstraint(first <= 100)
second = prob.add_column("second", lowBound=0, obj=1, coefficients={b: 3})
both = prob.add_column("both", lowBound=0, obj=1.5, coefficients={a: 2, "b": 3})
stats = prob.solve()
print(stats.objective, [v.varValue for v in (first, second, both)])
both.cat = LpInteger
a.set_coefficient(first, 1)
b[second] = 2
del b[both]
prob.solve()
print(value(prob.objective), [v.varValue for v in (first, second, both)], [c.name for c in prob.constraints()])
prob.remove_variables([both])
a += 2 * second
a.constant, a.sense = -12, LpConstraintEQ
prob.solve()
print(value(prob.objective), [v.name for v in prob.variables()], a, prob.get_constraint_by_name("_C1").name)
for wrong in ({"none": 1}, {first >= 1: 1}):
    try:
        prob.add_column("wrong", coefficients=wrong)
    except PulpError as error:
        print(str(error)[:60])
print([v.name for v in prob.variables()])
