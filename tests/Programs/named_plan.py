from pulp import *

# Two products share an oven: how many of each are baked?
prob = LpProblem("bakery", LpMaximize)
bread = LpVariable("bread", lowBound=0, cat="Integer")
cake = LpVariable("cake", lowBound=0, cat="Integer")
prob += data["bread_price"] * bread + data["cake_price"] * cake
prob += 2 * bread + 3 * cake <= data["oven_hours"], "oven"
prob += cake <= 4, "cake_demand"
