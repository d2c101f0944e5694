import itertools
import math
from collections import defaultdict, namedtuple
from functools import reduce
from operator import mul

from pulp import *

Pipe = namedtuple("Pipe", "start end capacity cost")
pipes = [Pipe(*row) for row in [
    ("src", "a", 20, 1), ("src", "b", 10, 3), ("a", "b", 15, 1), ("a", "c", 10, 2.5), ("b", "c", 10, 1), ("b", "sink", 10, 4), ("c", "sink", 25, 1)]]
nodes = sorted({p.start for p in pipes} | {p.end for p in pipes})
into, out = defaultdict(list), defaultdict(list)
for p in pipes:
    out[p.start].append(p)
    into[p.end].append(p)


def flow_problem(required=None):
    prob = LpProblem("flow", LpMaximize if required is None else LpMinimize)
    flow = {p: LpVariable(f"flow_{p.start}_{p.end}", 0, p.capacity) for p in pipes}
    total = lpSum(flow[p] for p in into["sink"])
    if required is None:
        prob += total
    else:
        prob += lpSum(p.cost * flow[p] for p in pipes)
        prob += total == required, "required"
    for node in nodes:
        if node not in ("src", "sink"):
            prob += lpSum(flow[p] for p in into[node]) == lpSum(flow[p] for p in out[node]), f"balance_{node}"
    return prob, flow


prob, flow = flow_problem()
prob.solve(PULP_CBC_CMD(msg=0))
most = value(prob.objective)
print("most:", most)
last = None
for required in itertools.count(10, 10):
    prob, flow = flow_problem(required)
    if prob.solve(PULP_CBC_CMD(msg=0)) != 1:
        print(required, LpStatus[prob.status])
        break
    cost = value(prob.objective)
    print(required, cost, "" if last is None else f"{(cost - last) / 10:.2f} each")
    last = cost
print(reduce(mul, (len(out[n]) or 1 for n in nodes)), math.isclose(most, 30))
