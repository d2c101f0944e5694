"""From a fresh Python to one that waits for a program. Importing this module imports all that a program is likely to need."""

import collections
import importlib
import json
import random
import sys
import warnings

# What programs that state models import; each is there at once when it lies in the memory snapshot.
for _module in (
    "collections", "copy", "csv", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "heapq", "io", "itertools",
    "logging", "math", "operator", "os", "pprint", "re", "statistics", "string", "textwrap", "time", "traceback", "typing",
):
    importlib.import_module(_module)
# What PuLP imports itself, so that nothing but PuLP sees the exchange below.
for _module in ("configparser", "ctypes", "shutil", "subprocess", "tempfile", "unittest", "uuid"):
    importlib.import_module(_module)

_ordered = collections.OrderedDict
# PuLP 2.6 bases its expressions on OrderedDict, which builds and copies at a fraction of the speed of dict, ordered since Python 3.7.
collections.OrderedDict = dict
try:
    with warnings.catch_warnings():
        # PuLP 2.6 has a few escapes and comparisons that a new Python remarks on.
        warnings.simplefilter("ignore")
        import pulp
finally:
    collections.OrderedDict = _ordered

from . import dialect, lifter, packages, pitfalls, session, solver, standins, warm  # noqa: E402


def imported():
    """After the imports, once, before a snapshot is taken or the first program runs."""
    if hasattr(pulp, "set_v4_migration_warnings"):
        pulp.set_v4_migration_warnings(False)
    standins.replace_everywhere("OrderedDict", _ordered)
    standins.install()
    dialect.install()
    pitfalls.install()
    session.watch_problems()
    _text_streams()
    warm.run()


def restored():
    """After a start from a snapshot, in which the state of `random` is the same for every sandbox."""
    random.seed()
    _text_streams()


def connected(ask_host, find_columns, settings, unpack_wheel, read_lock):
    """Gives the prelude the host's functions, and its settings of packages; the answer is JSON of the versions in here."""
    solver.ask_host, lifter.find_columns = ask_host, find_columns
    packages.configure(json.loads(settings), unpack_wheel, read_lock)
    return json.dumps({"python": sys.version.split()[0], "pulp": pulp.VERSION})


def _text_streams():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="replace")
