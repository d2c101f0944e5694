"""Sudoku: fill the grid so that each digit is once in every row, column and box.

Teaches: feasibility without an objective, one binary per cell and digit, given values as constraints.
Problem class: MIP
"""
from pulp import *

grid = data.get("grid", [
    "53..7....",
    "6..195...",
    ".98....6.",
    "8...6...3",
    "4..8.3..1",
    "7...2...6",
    ".6....28.",
    "...419..5",
    "....8..79",
])
digits = cells = range(9)

prob = LpProblem("sudoku", LpMinimize)
is_digit = LpVariable.dicts("is", (cells, cells, digits), cat=LpBinary)
prob += 0, "any_solution"
for r in cells:
    for c in cells:
        prob += lpSum(is_digit[r][c][d] for d in digits) == 1, f"cell_{r}_{c}"
        if grid[r][c].isdigit():
            prob += is_digit[r][c][int(grid[r][c]) - 1] == 1, f"given_{r}_{c}"
for d in digits:
    for k in cells:
        prob += lpSum(is_digit[k][c][d] for c in cells) == 1, f"row_{k}_{d}"
        prob += lpSum(is_digit[r][k][d] for r in cells) == 1, f"column_{k}_{d}"
        box = [(k // 3 * 3 + i, k % 3 * 3 + j) for i in range(3) for j in range(3)]
        prob += lpSum(is_digit[r][c][d] for r, c in box) == 1, f"box_{k}_{d}"

status = prob.solve()
if LpStatus[status] == "Optimal":
    for r in cells:
        print("".join(str(d + 1) for c in cells for d in digits if is_digit[r][c][d].varValue > 0.5))
else:
    print("this sudoku has no solution")
