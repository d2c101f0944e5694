"""The files of the one program: put into its private folder before it runs, what it wrote told afterwards."""

import base64
import gc
import hashlib
import io
import os

_FOLDER = "/home/pyodide"
_MOST_LISTED = 200
_MOST_LOOKED_AT = 10_000
_MOST_RETURNED_BYTES = 2 << 20  # base64 makes a third more of it, and a Finished frame has 4 MiB for everything


def put(given):
    """Writes the files (name to base64) and makes their folder the current one. Gives what the folder looked like then."""
    os.chdir(_FOLDER)
    for name, content in (given or {}).items():
        folder = os.path.dirname(name)
        if folder:
            os.makedirs(folder, exist_ok=True)
        with open(name, "wb") as file:
            file.write(base64.b64decode(content))
    return {name: _digest(name) for name in _names()}


def written(before, wanted):
    """What the program made or changed: name, size, and the content as base64 where it is wanted and the limit allows."""
    names = _names()
    if names:
        _flush_what_is_open()
    left = _MOST_RETURNED_BYTES
    found = []
    for name in names:
        path = os.path.join(_FOLDER, name)  # the program may have gone elsewhere
        try:
            if before.get(name) == _digest(name):
                continue
            entry = {"name": name.encode("utf-8", "replace").decode("utf-8"), "sizeBytes": os.path.getsize(path)}
            if wanted and entry["sizeBytes"] <= left:
                with open(path, "rb") as file:
                    entry["content"] = base64.b64encode(file.read()).decode("ascii")
                left -= entry["sizeBytes"]
        except OSError:  # gone, or not to be read: the program's own doing
            continue
        found.append(entry)
        if len(found) == _MOST_LISTED:
            break
    return found


def _flush_what_is_open():
    """Python does this at its end, which never comes here."""
    for thing in gc.get_objects():
        if isinstance(thing, io.TextIOWrapper | io.BufferedWriter | io.BufferedRandom):
            try:
                thing.flush()
            except Exception:  # closed, or the program's own
                pass


def _names():
    """Every file below the folder, by its name from there."""
    names = []
    for folder, folders, files in os.walk(_FOLDER):
        folders.sort()
        for name in sorted(files):
            path = os.path.relpath(os.path.join(folder, name), _FOLDER)
            if os.path.isfile(os.path.join(_FOLDER, path)) and len(names) < _MOST_LOOKED_AT:
                names.append(path)
    return names


def _digest(name):
    with open(os.path.join(_FOLDER, name), "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
