"""What a program may import beside the standard library and PuLP: wheels that the server has, unpacked when they are first imported.

What is refused here is refused as a matter of policy: a program that means harm gets around it, and meets the walls of its process."""

import builtins
import importlib.abc
import importlib.util
import json
import sys

FOLDER = "/lib/mipactors-packages"

_ALWAYS = sys.stdlib_module_names | {"pulp"}

_wheels = {}  # top-level module: path of its wheel on the host
_allowed, _refused = {"*"}, frozenset()
_unpack_wheel = _read_lock = None


def configure(settings, unpack, read_lock):
    """Takes the server's settings: wheels, what is allowed, what is refused; and the two functions of the host."""
    global _wheels, _allowed, _refused, _unpack_wheel, _read_lock
    _wheels, _allowed, _refused = settings["wheels"], set(settings["allowed"]), frozenset(settings["refused"])
    _unpack_wheel, _read_lock = unpack, read_lock
    if _wheels:
        sys.meta_path.insert(0, _Finder())
    if _refused or "*" not in _allowed:
        importing = builtins.__import__

        def guarded(name, globals=None, locals=None, fromlist=(), level=0):
            if level == 0 and globals is not None and globals.get("__name__") == "__main__" and refuses(name):
                raise ModuleNotFoundError(f"this server does not let programs import {name.split('.')[0]!r}", name=name)
            return importing(name, globals, locals, fromlist, level)

        builtins.__import__ = guarded


def refuses(name):
    """Whether the server's settings keep a program from importing a module."""
    top = name.split(".")[0]
    return top in _refused or ("*" not in _allowed and top not in _allowed and top not in _ALWAYS)


def has(name):
    """Whether there is a wheel with a module."""
    return name.split(".")[0] in _wheels


def of_pyodide(name):
    """The package and the file with which Pyodide's own distribution would have a module, or None."""
    try:
        packages = json.loads(_read_lock())["packages"].values()
    except Exception:  # before the host has said how, or a lock file of another form
        return None
    return next(((package["name"], package["file_name"]) for package in packages if name in package["imports"]), None)


class _Finder(importlib.abc.MetaPathFinder):
    """Stands before all others, unpacks, and leaves the finding to them."""

    def find_spec(self, name, path=None, target=None):
        wheel = _wheels.get(name)
        if wheel is not None:
            # All modules of the wheel are there then.
            for module in [module for module, of in _wheels.items() if of == wheel]:
                del _wheels[module]
            if FOLDER not in sys.path:
                sys.path.append(FOLDER)
            _unpack_wheel(wheel, FOLDER)
            importlib.invalidate_caches()
        return None
