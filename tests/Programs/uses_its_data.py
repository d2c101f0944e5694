from pulp import *

prob = LpProblem("diet", LpMinimize)
eat = LpVariable.dicts("eat", data["foods"], 0)
prob += lpSum(food["price"] * eat[name] for name, food in data["foods"].items())
for vitamin, need in data["needs"].items():
    prob += lpSum(food[vitamin] * eat[name] for name, food in data["foods"].items()) >= need, vitamin
