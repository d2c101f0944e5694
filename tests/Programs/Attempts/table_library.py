# says: line 2 | pandas is not in the sandbox | the variable `data`
import pandas as pd
from pulp import *

frame = pd.read_csv("demand.csv")
