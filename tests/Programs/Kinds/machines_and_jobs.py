import pulp as p

jobs = [7, 5, 4, 6, 3, 8, 2]
machines = range(3)
m = p.LpProblem("makespan", p.LpMinimize)
x = p.LpVariable.matrix("x", (range(len(jobs)), machines), cat="Binary")
longest = p.LpVariable("longest")
m += longest
for j in range(len(jobs)):
    m += p.lpSum(x[j]) == 1
for k in machines:
    m += p.lpSum(jobs[j] * x[j][k] for j in range(len(jobs))) <= longest
m.solve(p.HiGHS(msg=False))
print(longest.varValue)
