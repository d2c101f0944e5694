import csv
import io
from collections import defaultdict

from pulp import LpInteger, LpMinimize, LpProblem, LpStatus, LpVariable, lpSum, makeDict, value

TABLE = """plant,market,cost
Seattle,New York,2.5
Seattle,Chicago,1.7
Seattle,Topeka,1.8
San Diego,New York,2.5
San Diego,Chicago,1.8
San Diego,Topeka,1.4
"""
capacity = {"Seattle": 350, "San Diego": 600}
demand = {"New York": 325, "Chicago": 300, "Topeka": 275}
rows = list(csv.DictReader(io.StringIO(TABLE)))
plants = sorted({row["plant"] for row in rows})
markets = sorted({row["market"] for row in rows})
table = defaultdict(dict)
for row in rows:
    table[row["plant"]][row["market"]] = float(row["cost"])
costs = makeDict([plants, markets], [[table[p][m] for m in markets] for p in plants], 0)

prob = LpProblem("Transport Problem", LpMinimize)
routes = [(p, m) for p in plants for m in markets]
ship = LpVariable.dicts("Ship", (plants, markets), 0, None, LpInteger)
prob += lpSum([ship[p][m] * costs[p][m] for (p, m) in routes]), "Total cost of transport"
for p in plants:
    prob += lpSum([ship[p][m] for m in markets]) <= capacity[p], "Out of %s" % p
for m in markets:
    prob += lpSum([ship[p][m] for p in plants]) >= demand[m], "Into %s" % m
prob.writeLP("transport.lp")
prob.solve()
print("Status:", LpStatus[prob.status])
print("Total: {:,.2f}".format(value(prob.objective)))
with open("transport.lp") as file:
    text = file.read()
print(text.splitlines()[0], "Out_of_San_Diego" in text, text.count("\n"))
