"""5,000 variables and as many constraints, all non-zero, with names that take room."""
from pulp import *

prob = LpProblem("many", LpMinimize)
amount = [LpVariable(f"amount_of_a_product_with_a_long_name_{i}", lowBound=0) for i in range(5_000)]
prob += lpSum(amount)
for i, x in enumerate(amount):
    prob += x >= 1 + i, f"least_amount_of_a_product_with_a_long_name_{i}"
