"""How a program ended, as a person wants to read it: the lines of the program, none of the machinery's."""

import linecache
import traceback

from . import hints

_MOST_TEXT = 8_000
_MOST_TRACEBACK = 20_000


def clean(text, most=_MOST_TEXT):
    """Text that JSON and UTF-8 can carry, not too much of it."""
    text = text if len(text) <= most else text[:most] + " …"
    return text.encode("utf-8", "replace").decode("utf-8")


def of_exception(error, file_name):
    """Outcome fields of an exception that nobody caught."""
    fields = {"outcome": "exception", "exceptionType": clean(type(error).__name__, 200), "message": _message(error)}
    summary = traceback.TracebackException.from_exception(error, compact=True)
    _trim(summary, file_name, set())
    fields["traceback"] = clean("".join(summary.format()), _MOST_TRACEBACK)
    if isinstance(error, SyntaxError) and error.filename == file_name:
        fields.update(outcome="syntaxError", line=error.lineno, column=error.offset, message=clean(str(error.msg)))
    elif summary.stack:
        last = summary.stack[-1]
        fields.update(line=last.lineno, column=None if last.colno is None else last.colno + 1)
    fields["hint"] = hints.for_exception(error, linecache.getline(file_name, fields.get("line") or 0))
    return fields


def _message(error):
    try:
        return clean(str(error))
    except Exception:  # a __str__ of the program's own
        return f"a {type(error).__name__} that can not be printed"


def _trim(summary, file_name, seen):
    """Leaves the program's own frames, here and in the exceptions behind."""
    if summary is None or id(summary) in seen:
        return
    seen.add(id(summary))
    summary.stack[:] = [frame for frame in summary.stack if frame.filename == file_name]
    for behind in (summary.__cause__, summary.__context__, *(summary.exceptions or ())):
        _trim(behind, file_name, seen)
