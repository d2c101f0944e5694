"""From a fresh Python to one that waits for a program. Importing this module imports all that a program is likely to need."""

import importlib
import json
import random
import sys
import warnings

with warnings.catch_warnings():
    # PuLP 2.6 has a few escapes and comparisons that a new Python remarks on.
    warnings.simplefilter("ignore")
    import pulp

# What programs that state models import; each is there at once when it lies in the memory snapshot.
for _module in (
    "collections", "copy", "csv", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "heapq", "io", "itertools",
    "logging", "math", "operator", "os", "pprint", "re", "statistics", "string", "textwrap", "time", "traceback", "typing",
):
    importlib.import_module(_module)

from . import dialect, session, solver, standins, warm  # noqa: E402


def imported():
    """After the imports, once, before a snapshot is taken or the first program runs."""
    if hasattr(pulp, "set_v4_migration_warnings"):
        pulp.set_v4_migration_warnings(False)
    standins.install()
    dialect.install()
    session.watch_problems()
    _text_streams()
    warm.run()


def restored():
    """After a start from a snapshot, in which the state of `random` is the same for every sandbox."""
    random.seed()
    _text_streams()


def connected(ask_host):
    """Gives the prelude the JavaScript function that asks the host; the answer is JSON of the versions in here."""
    solver.ask_host = ask_host
    return json.dumps({"python": sys.version.split()[0], "pulp": pulp.VERSION})


def _text_streams():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="replace")
