import platform
import pulp

print(platform.python_version(), pulp.VERSION)
prob = pulp.LpProblem("versions", pulp.LpMinimize)
prob += pulp.LpVariable("x", 1)
