"""Diet: the cheapest menu that has enough of every nutrient.

Teaches: blending as an LP, lower limits per nutrient, shadow prices of constraints.
Problem class: LP
"""
from pulp import *

foods = data.get("foods", {
    "oats": {"cost": 0.30, "protein": 4, "energy": 110, "calcium": 2},
    "chicken": {"cost": 2.40, "protein": 32, "energy": 205, "calcium": 12},
    "eggs": {"cost": 1.30, "protein": 13, "energy": 160, "calcium": 54},
    "milk": {"cost": 0.90, "protein": 8, "energy": 160, "calcium": 285},
    "pie": {"cost": 2.00, "protein": 4, "energy": 420, "calcium": 22},
    "beans": {"cost": 1.90, "protein": 14, "energy": 260, "calcium": 80},
})
needs = data.get("needs", {"energy": 2000, "protein": 55, "calcium": 800})
most_servings = data.get("most_servings", {"oats": 4, "chicken": 3, "eggs": 2, "milk": 8, "pie": 2, "beans": 2})

prob = LpProblem("diet", LpMinimize)
servings = {food: LpVariable(f"servings_{food}", lowBound=0, upBound=most_servings.get(food)) for food in foods}
prob += lpSum(foods[f]["cost"] * servings[f] for f in foods), "cost"
for nutrient, amount in needs.items():
    prob += lpSum(foods[f][nutrient] * servings[f] for f in foods) >= amount, nutrient

prob.solve()
for nutrient in needs:
    print(f"one more unit of {nutrient} costs {prob.constraints[nutrient].pi:.4f}")
