from pulp import *

cost, protein, fat = splitDict({
    # cost, protein, fat
    "CHICKEN": [0.013, 0.100, 0.080],
    "BEEF": [0.008, 0.200, 0.100],
    "MUTTON": [0.010, 0.150, 0.110],
    "RICE": [0.002, 0.000, 0.010],
    "WHEAT": [0.005, 0.040, 0.010],
    "GEL": [0.000, 0.000, 0.000],
})
Ingredients = list(cost)
prob = LpProblem("The Whiskas Problem", LpMinimize)
part = LpVariable.dict("Ingr_%s", Ingredients, 0)
prob += lpDot(cost.values(), [part[i] for i in Ingredients]), "Total Cost of Ingredients per can"
prob += lpSum(part.values()) == 100, "PercentagesSum"
prob += lpSum(protein[i] * part[i] for i in Ingredients) >= 8.0, "ProteinRequirement"
prob += lpSum(fat[i] * part[i] for i in Ingredients) >= 6.0, "FatRequirement"
prob.solve()
print("Status:", LpStatus[prob.status])
for v in prob.variables():
    print(v.name, "=", v.varValue)
print("Total Cost of Ingredients per can = ", value(prob.objective))
print(prob.constraints["FatRequirement"].value(), prob.constraints["PercentagesSum"].valid(1e-6))
