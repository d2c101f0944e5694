import os
import urllib.request as web  # ! does-not-work-here 8
from pulp import *

name = input("name? ")  # ! input 8
rows = open("data.csv").read()  # ! open 8
os.system("glpsol")  # ! does-not-work-here 1
page = web.urlopen("http://localhost")  # ! does-not-work-here 8
path = os.path.join("a", "b")
prob = LpProblem(name, LpMinimize)
prob += LpVariable("x", 1)
prob.writeLP("model.lp")
open("notes.txt", "w").close()
