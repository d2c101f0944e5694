# says: line 4 | pass them in the argument `files`
from pulp import *

rows = open("demand.csv").read().splitlines()
