from pulp import *  # !! no-problem

x = LpVariable("x", 1)
