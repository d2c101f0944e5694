"""What the arguments of PuLP's solvers mean here: limits, gaps, threads, and the raw options of a solver's own language."""

import math
import re

from . import session

# The backend that a name of PuLP means.
_BACKENDS = {"highs": "highs", "highs_cmd": "highs", "scip": "scip", "scip_cmd": "scip", "scip_py": "scip", "fscip_cmd": "scip",
             "cpsat": "cpsat"}
# The two of CBC are what everybody writes who wants no solver in particular.
_NOBODY_IN_PARTICULAR = {"pulp_cbc_cmd", "coin_cmd", "mipactors"}

# Every name under which a solver that PuLP knows takes it: as PuLP's argument, on its command line, as its parameter.
_NAMES = {
    "timeLimitSeconds": "timelimit maxseconds sec seconds tmlim time_limit limits/time timelim tilim maxtime mip/limits/time",
    "relativeGap": "gaprel fracgap epgap ratio ratiogap mipgap mip_rel_gap limits/gap miprelstop mip/tolerances/mipgap reltol",
    "absoluteGap": "gapabs allow allowablegap mipgapabs mip_abs_gap limits/absgap epagap mipabsstop mip/tolerances/absmipgap abstol",
    "threads": "threads parallel/maxnthreads",
    "nodeLimit": "maxnodes maxn nodelimit limits/nodes mip_max_nodes",
    "seed": "seed randomseed randomcbcseed random_seed randomization/randomseedshift",
}
_MEANING = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}
_ALLOWED = {
    "timeLimitSeconds": lambda seconds: seconds > 0,
    "relativeGap": lambda gap: gap >= 0,
    "absoluteGap": lambda gap: gap >= 0,
    "threads": lambda threads: threads >= 1,
    "nodeLimit": lambda nodes: nodes >= 0,
    "seed": lambda seed: 0 <= seed < 2**31,
}
_WHOLE = {"threads", "seed", "nodeLimit"}
# Of no consequence for the answer: how a solver goes about it, and where it keeps its files.
_NO_MATTER = set(
    "mip msg warmstart mip_start mipstart options logpath keepfiles path presolve cuts strong timemode usemps"
    " dual primal source tmpdir solution_time config server_url manageenv env envoptions callback callbacktuple gapweight epint".split()
)


def understood(solver, named):
    """(options, left out): what a solver was given, in the terms of a SolveCall, and what of it is its own language."""
    options, parameters, left_out = {}, {}, []
    given = {**_attributes(solver), **solver.optionsDict, **named}
    for name, value in given.items():
        if value is not None and not _put(options, name, value) and name.lower() not in _NO_MATTER:
            parameters[name] = value
    for name, value in _raw(solver.options):
        if value is None or not _put(options, name, value):
            parameters[name] = value
    backend = _BACKENDS.get(solver.name.lower())
    if backend is not None:
        options["solver"] = backend
    for name, value in parameters.items():
        if backend is None or value is None or not isinstance(value, (bool, int, float, str)):
            left_out.append(name if value is None else f"{name}={value!r:.40}")
        else:
            options.setdefault("parameters", {})[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return options, left_out


def is_replaced(solver):
    """Whether a program that names this solver is to be told that another one solved."""
    name = solver.name.lower()
    return name not in _BACKENDS and name not in _NOBODY_IN_PARTICULAR


def argument(solver, named, *names):
    """An argument by whichever of its names it was given under: PuLP keeps them in several places."""
    for name in names:
        for value in (named.get(name), getattr(solver, name, None), solver.optionsDict.get(name)):
            if value is not None:
                return value
    return None


def _attributes(solver):
    """The arguments that a solver of PuLP keeps as attributes of its own."""
    return {name: value for name, value in vars(solver).items() if name.lower() in _MEANING}


def _put(options, name, value):
    """True when the name is one of ours, whatever its value."""
    meaning = _MEANING.get(name.lower())
    if meaning is None:
        return False
    try:
        number = (int if meaning in _WHOLE else float)(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if math.isfinite(number) and _ALLOWED[meaning](number):
        options[meaning] = number
    elif number != math.inf:
        session.current.warn(f"The solver argument {name} is {str(value)[:50]!r}, which makes no sense: left out.")
    return True


def _raw(options):
    """(name, value or None) of each raw option, whichever of the many forms it has: "sec 10", "-sec", "--mipgap=0.1", ("MIPGap", 0.1)."""
    if isinstance(options, dict):
        yield from options.items()
        return
    name = None
    for option in [options] if isinstance(options, str) else list(options or ()):
        if isinstance(option, (tuple, list)) and len(option) == 2:
            yield str(option[0]), option[1]
            continue
        for word in re.split(r"[\s=]+", str(option).strip()):
            if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?%?", word):
                if name is not None:
                    yield name, word
                name = None
            elif word not in ("", "set"):
                if name is not None:
                    yield name, None
                name = word.lstrip("-")
    if name is not None:
        yield name, None
