from pulp import *

prob = LpProblem("workshop", LpMinimize)
chairs = LpVariable("chairs", lowBound=0)
tables = LpVariable("tables", lowBound=0)
prob += 3 * chairs + 7 * tables
prob += chairs + 2 * tables <= 45, "capacity"
prob += chairs >= 20, "demand_chairs"
prob += tables >= 20, "demand_tables"
prob += chairs + tables <= 500, "storage"
