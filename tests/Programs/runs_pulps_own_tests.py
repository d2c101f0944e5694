"""PuLP's own tests, those that need no solver of somebody else's, with the sandbox's default solver."""
import importlib
import io
import unittest
import warnings

import pulp
from pulp.tests import test_pulp

warnings.simplefilter("ignore")


class WithOurSolver(test_pulp.BaseSolverTest.PuLPTest):
    solveInst = type(pulp.LpSolverDefault)


suite = unittest.defaultTestLoader.loadTestsFromTestCase(WithOurSolver)
for name in ("test_lpdot", "test_sparse"):
    try:
        suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(f"pulp.tests.{name}")))
    except ImportError:
        pass  # only younger releases have it
total = suite.countTestCases()
result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
failed = result.failures + result.errors
print(f"PuLP {pulp.VERSION}: {total - len(failed) - len(result.skipped)} of {total} passed, {len(result.skipped)} skipped")
for test, why in failed:
    print("FAILED", test.id(), why)
for test, why in result.skipped:
    print("skipped", test.id(), why)
