# says: was never closed | line 4
from pulp import *

x = LpVariable("x", lowBound=0
prob = LpProblem("attempt")
