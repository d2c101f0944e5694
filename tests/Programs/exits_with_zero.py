import sys
from pulp import *

prob = LpProblem("leaves", LpMinimize)
x = LpVariable("x", 1, 2)
prob += x
if __name__ == "__main__":
    prob.solve()
    print("solved", x.varValue)
    sys.exit(0)
