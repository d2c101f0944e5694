# says: line 5 | The sandbox starts no processes
import subprocess
from pulp import *

subprocess.run(["cbc", "model.lp"])
