# says: line 2 | gurobipy is not in the sandbox: write the model with PuLP
import gurobipy as gp
from gurobipy import GRB

m = gp.Model("attempt")
