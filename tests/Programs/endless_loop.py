from pulp import *

count = 0
while True:
    count += 1
