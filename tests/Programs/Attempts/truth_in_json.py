# says: line 4 | Python writes True
from pulp import *

prob = LpProblem("attempt", LpMaximize if true else LpMinimize)
