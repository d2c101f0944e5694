"""What a program imports and calls that a sandbox has not: modules, files, processes, threads, network."""

import ast
import difflib
import importlib.util
import sys
import types

import pulp

from . import hints, packages

_NO_NETWORK = "The sandbox has no network: pass the data in the argument `data` of the call."
_NO_PROCESS = "The sandbox starts no processes: the solver is called by prob.solve() alone."
_NO_THREADS = "The sandbox has one thread: write it as a plain loop; solvers get their threads from the request."
_NO_COUNTERPART = {
    "subprocess": _NO_PROCESS, "multiprocessing": _NO_THREADS, "threading": _NO_THREADS, "concurrent.futures": _NO_THREADS,
    "socket": _NO_NETWORK, "urllib.request": _NO_NETWORK, "http.client": _NO_NETWORK, "ftplib": _NO_NETWORK, "smtplib": _NO_NETWORK,
    "os.system": _NO_PROCESS, "os.popen": _NO_PROCESS, "os.fork": _NO_PROCESS, "os.execv": _NO_PROCESS, "os.execvp": _NO_PROCESS,
    "os.spawnl": _NO_PROCESS, "os.spawnv": _NO_PROCESS, "os.kill": _NO_PROCESS, "os.startfile": _NO_PROCESS,
}
_HARMLESS = {"threading.Lock", "threading.RLock", "multiprocessing.cpu_count"}
_MISSING_IS_CAUGHT = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


class Imports:
    """Where the names of a program come from."""

    def __init__(self, nodes):
        self._modules = {}
        self._stars = []
        self.unknown_star = False
        self.replaced = []  # (star import, name, its module): the names of modules that a star import takes away
        self.own_names = _own_names(nodes)
        for node in nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.asname or alias.name.split(".")[0]
                    self._modules[name] = alias.name if alias.asname else name
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    if alias.name == "*":
                        self._star(node.module, node)
                    else:
                        self._modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    @property
    def names(self):
        """Every name that an import binds."""
        return self._modules.keys() | {name for _, public in self._stars for name in public}

    def dotted(self, node):
        """The full name of what an expression of names and dots refers to, when an import binds its first name; else None."""
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id in self.own_names:
            return None
        origin = self._modules.get(node.id)
        if origin is None:
            module = next((module for module, public in reversed(self._stars) if node.id in public), None)
            origin = module and f"{module}.{node.id}"
        return origin and ".".join((origin, *reversed(parts)))

    def _star(self, name, node):
        # Only what is there already: importing a module runs it.
        module = sys.modules.get(name)
        if module is None:
            self.unknown_star = True
            return
        public = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
        self._stars.append((name, frozenset(public)))
        for imported, origin in self._modules.items():
            # A module in its place is as good: `pulp` of the package pulp is its own main part.
            if imported in public and origin in sys.modules and not isinstance(getattr(module, imported, None), types.ModuleType):
                self.replaced.append((node, imported, name))


def check(nodes, imports, report):
    """Reports what can not be imported, or can and does not work."""
    forgiven = _forgiven(nodes)
    for star, name, module in imports.replaced:
        if any(isinstance(node, ast.Attribute) and getattr(node.value, "id", None) == name for node in nodes):
            report.error(star, "import-replaced", f"`from {module} import *` brings a {name} of its own in the place of the module.",
                         f"Write `import {name}` after it.")
    for node in nodes:
        match node:
            case ast.Import():
                for alias in node.names:
                    _module(alias.name, alias, node in forgiven, report)
            case ast.ImportFrom(level=0):
                if _module(node.module, node, node in forgiven, report):
                    for alias in node.names:
                        _member(node.module, alias, report)
            case ast.ImportFrom():
                report.error(node, "import-unavailable", "A program in the sandbox is one file: there is no package for a relative import.",
                             "Put everything into the one program.")
            case ast.Attribute() if imports.dotted(node) and imports.dotted(node) == f"pulp.{node.attr}":
                _pulp_has(node.attr, node, report)
            case ast.Call():
                _call(node, imports, report)


def _own_names(nodes):
    """Every name that the program binds otherwise than by an import, in whatever scope."""
    own = set()
    for node in nodes:
        match node:
            case ast.Name(ctx=ast.Store() | ast.Del()):
                own.add(node.id)
            case ast.arg():
                own.add(node.arg)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.TypeVar() | ast.ParamSpec() | ast.TypeVarTuple():
                own.add(node.name)
            case ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar() if node.name:
                own.add(node.name)
            case ast.MatchMapping() if node.rest:
                own.add(node.rest)
    return own


def _forgiven(nodes):
    """Imports that the program itself is prepared to do without."""
    return {
        inner
        for node in nodes if isinstance(node, ast.Try)
        if any(handler.type is None or any(getattr(n, "id", None) in _MISSING_IS_CAUGHT for n in ast.walk(handler.type)) for handler in node.handlers)
        for statement in node.body for inner in ast.walk(statement)
    }


def _module(name, where, forgiven, report):
    """False when there is no such module."""
    top = name.split(".")[0]
    if packages.refuses(name):
        if not forgiven:
            report.error(where, "import-refused", f"This server does not let programs import {top}.", hints.REFUSED)
        return False
    if packages.has(name):
        return True  # looked at only, so not unpacked
    if not _exists(top) or (top == "pulp" and not _exists(name)):
        if not forgiven:
            hint = "PuLP's solvers are in the package itself: `from pulp import *`." if top == "pulp" else hints.missing_module(name)
            report.error(where, "import-unavailable", f"There is no module {name} in the sandbox.", hint)
        return False
    if name in _NO_COUNTERPART:
        report.warning(where, "does-not-work-here", f"The module {name} can be imported, but does not work in the sandbox.", _NO_COUNTERPART[name])
    return True


def _exists(name):
    # Of a module with dots find_spec imports the packages above it: PuLP's are imported, others are not asked for.
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return name in sys.modules


def _member(module, alias, report):
    if module == "pulp" and alias.name != "*":
        _pulp_has(alias.name, alias, report)


def _pulp_has(name, where, report):
    if hasattr(pulp, name):
        return
    near = difflib.get_close_matches(name, [known for known in dir(pulp) if not known.startswith("_")], n=1)
    hint = f"Did you mean {near[0]}?" if near else "Its solvers are classes of the package itself; the request chooses the solver."
    report.error(where, "unknown-in-pulp", f"PuLP {pulp.VERSION} has no {name}.", hint)


def _call(node, imports, report):
    name = imports.dotted(node.func)
    if name:
        for known, hint in _NO_COUNTERPART.items():
            if (name == known or name.startswith(known + ".")) and name not in _HARMLESS:
                report.error(node, "does-not-work-here", f"{name} does not work in the sandbox.", hint)
    elif isinstance(node.func, ast.Name) and node.func.id not in imports.own_names:
        if node.func.id == "input":
            report.error(node, "input", "input() has nobody to ask: a program in the sandbox has no keyboard.",
                         "Put the values into the program, or pass them in `data`.")
        elif node.func.id == "open" and not _writes(node):
            report.warning(node, "open", "The sandbox has no files but those of the argument `files` and what the program writes itself.",
                           "Pass the file in `files` (on the command line --file), or the data in `data`.")


def _writes(call):
    mode = call.args[1] if len(call.args) > 1 else next((keyword.value for keyword in call.keywords if keyword.arg == "mode"), None)
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and bool(set("wax") & set(mode.value))
