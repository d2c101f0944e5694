# says: line 2 | ortools is not in the sandbox: write the model with PuLP
from ortools.linear_solver import pywraplp

solver = pywraplp.Solver.CreateSolver("SCIP")
