# says: line 4 | `data` has the keys
from pulp import *

costs = data["costs"]
