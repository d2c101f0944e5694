# says: line 4 | PuLP has LpMinimize
from pulp import *

prob = LpProblem("attempt", LpMinimise)
