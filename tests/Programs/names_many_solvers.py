import pulp
from pulp import *

prob = LpProblem("many", LpMaximize)
x = LpVariable("x", 0, 1, "Integer")
x.setInitialValue(1)
y = LpVariable("y", 0, 1)
prob += x + y
prob.solve(PULP_CBC_CMD(msg=0, timeLimit=7, gapRel=0.01, gapAbs=2, threads=3, warmStart=True))
prob.solve(HiGHS_CMD(timeLimit=8))
prob.solve(HiGHS(msg=False))
prob.solve(SCIP_CMD(msg=True))
prob.solve(GUROBI(msg=0, timeLimit=9))
prob.solve(GLPK_CMD(mip=False, options=["--cuts"]))
prob.solve(getSolver("CPLEX_CMD", timeLimit=float("inf")))
prob.setSolver(COIN_CMD(msg=0))
prob.resolve()
prob.solve(pulp.LpSolverDefault)
print(all(getSolver(name).available() for name in listSolvers(onlyAvailable=True)), len(listSolvers()) == len(listSolvers(True)))
