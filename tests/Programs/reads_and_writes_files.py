import csv
import os

from pulp import *

with open("data/demand.csv") as file:
    demand = {row["town"]: float(row["demand"]) for row in csv.DictReader(file)}
prob = LpProblem("files")
send = LpVariable.dicts("send", demand, 0)
prob += lpSum(send.values())
for town, amount in demand.items():
    prob += send[town] >= amount, f"demand_{town}"
prob.solve()
prob.writeLP("model.lp")
prob.writeMPS("model.mps")
os.makedirs("out", exist_ok=True)
with open("out/plan.bin", "wb") as file:
    file.write(bytes(range(256)))
left_open = open("notes.txt", "w")
left_open.write("seen\n")
