# says: line 4 | Did you mean lowBound? | LpVariable takes name, lowBound, upBound, cat
from pulp import *

x = LpVariable("x", lb=0, ub=4)
