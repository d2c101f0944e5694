from pulp import *

prob = LpProblem("nonlinear", LpMaximize)
width = LpVariable("width", 0, 10)
height = LpVariable("height", 0, 10)
prob += width * height
