from pulp import *
import json

config = json.loads("""
{"sites": {"north": {"open": 400, "capacity": 60}, "south": {"open": 250, "capacity": 40}, "east": {"open": 300, "capacity": 55}},
 "customers": {"k1": 25, "k2": 30, "k3": 20, "k4": 15},
 "cost": {"north": [4, 6, 9, 3], "south": [5, 4, 7, 6], "east": [8, 5, 3, 7]}}
""")
sites, customers = list(config["sites"]), list(config["customers"])
M = sum(config["customers"].values())
prob = LpProblem("Facility_Location", LpMinimize)
is_open = LpVariable.dicts("open", sites, cat=LpBinary)
ship = LpVariable.dicts("ship", [(s, c) for s in sites for c in customers], lowBound=0)
at_most_two = LpVariable("at_most_two", cat="Binary")
prob += (lpSum(config["sites"][s]["open"] * is_open[s] for s in sites)
         + lpSum(config["cost"][s][k] * ship[s, c] for s in sites for k, c in enumerate(customers))
         + 1000 * at_most_two)
for c in customers:
    prob += lpSum(ship[s, c] for s in sites) == config["customers"][c], f"demand_{c}"
for s in sites:
    prob += lpSum(ship[s, c] for c in customers) <= config["sites"][s]["capacity"] * is_open[s]
prob += lpSum(is_open.values()) <= 2 + M * at_most_two
prob += is_open["north"] + is_open["south"] >= 1
prob.solve()
result = {"status": LpStatus[prob.status], "cost": value(prob.objective), "open": [s for s in sites if is_open[s].varValue > 0.5],
          "shipped": sum(v.varValue for v in ship.values())}
print(json.dumps(result, indent=1))
