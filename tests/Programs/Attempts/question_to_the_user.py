# says: line 4 | There is no keyboard
from pulp import *

n = int(input("How many? "))
