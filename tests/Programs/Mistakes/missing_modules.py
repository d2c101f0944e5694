import gurobipy  # ! import-unavailable 8
import pulp.backends  # ! import-unavailable 8
import subprocess  # ! does-not-work-here 8
from ortools.linear_solver import pywraplp  # ! import-unavailable 1
from . import helpers  # ! import-unavailable 1
from pulp import *
from pulp import LpVaraible  # ! unknown-in-pulp 18
import json, statistics, itertools

try:
    import numpy
except ImportError:
    numpy = None

prob = LpProblem("imports", LpMinimize)
prob += LpVariable("x", 1)
