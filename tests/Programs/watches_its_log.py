from pulp import *

# A market split of ten variables a row: SCIP has something to tell for some seconds.
weights = [[(37 * i * i + 91 * i * j + 53 * j + 17) % 100 for j in range(40)] for i in range(5)]
prob = LpProblem("watched")
x = [LpVariable(f"x{j}", cat="Binary") for j in range(40)]
prob += 0
for row in weights:
    prob += lpDot(row, x) == sum(row) // 2
print("before the log")
prob.solve(PULP_CBC_CMD(msg=True, timeLimit=3))
print("after the log")
