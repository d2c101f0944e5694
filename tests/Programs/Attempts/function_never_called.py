# says: it made no LpProblem | call the function
from pulp import *


def build():
    return LpProblem("attempt")
