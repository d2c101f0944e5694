from pulp import *

periods = [1, 2, 3, 4, 5]
demand = dict(zip(periods, [20, 50, 10, 50, 30]))
prob = LpProblem("lot_sizing", LpMinimize)
make = LpVariable.dicts("make", periods, lowBound=0)
stock = LpVariable.dicts("stock", [0] + periods, lowBound=0)
setup = LpVariable.dicts("setup", periods, 0, 1, LpInteger)
prob += lpSum(100 * setup[t] + stock[t] for t in periods)
prob += stock[0] == 0
for t in periods:
    prob += stock[t - 1] + make[t] - stock[t] == demand[t], "balance_%d" % t
    prob += make[t] <= 160 * setup[t], "big_m_%d" % t
status = prob.solve(COIN_CMD(msg=0, gapRel=1e-6))
assert status == LpStatusOptimal == 1
print(value(prob.objective), [setup[t].varValue for t in periods])
