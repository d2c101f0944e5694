# says: plan (1 variables, 0 constraints), rival | the argument `problem`
from pulp import *

for name in ("plan", "rival"):
    prob = LpProblem(name)
    prob += LpVariable(f"x_{name}", 1)
