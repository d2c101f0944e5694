from pulp import _core  # compiled
