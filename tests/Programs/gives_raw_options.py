from pulp import *

prob = LpProblem("raw")
x = LpVariable("x", 1, cat="Integer")
prob += x
for solver in (
    PULP_CBC_CMD(msg=0, options=["sec 7", "ratio 0.1", "randomCbcSeed 3", "preprocess off"]),
    COIN_CMD(msg=0, options=["-allow=2", "-threads", "3"]),
    GLPK_CMD(msg=0, options=["--mipgap", "0.2", "--tmlim", "8"]),
    GUROBI(msg=0, MIPGap=0.3, TimeLimit=9, Seed=5),
    GUROBI_CMD(msg=0, options=[("MIPGapAbs", 4), ("Method", 2)]),
    HiGHS(msg=False, time_limit=6, mip_rel_gap=0.4, presolve="off", mip_detect_symmetry=False),
    SCIP_CMD(msg=0, options=["limits/gap=0.5", "separating/maxrounds=0"]),
    CPLEX_CMD(msg=0, timeLimit=-1),
):
    prob.solve(solver)
prob.solve(msg=0, timeLimit=5)
