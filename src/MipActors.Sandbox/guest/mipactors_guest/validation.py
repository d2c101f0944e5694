"""Looks at a program without running it: what is wrong with it, and what is doubtful, each with its place.

Nothing of the program is executed: its text is parsed and compiled, never evaluated; modules are looked for, not imported.
"""

import ast
import warnings

from . import hints, imports, kinds, mistakes, outcome

_MOST_FINDINGS = 100


class Report:
    """Findings of one program, with columns in characters: ast counts them in bytes."""

    def __init__(self, code):
        self._lines = lines_of(code)
        self._found = {}

    def error(self, node, code, message, hint=None):
        self._add("error", node, code, message, hint)

    def warning(self, node, code, message, hint=None):
        self._add("warning", node, code, message, hint)

    def at(self, severity, line, column, code, message, hint):
        key = (line or 0, column or 0, code)
        if len(self._found) <= _MOST_FINDINGS:
            finding = {
                "severity": severity, "code": code, "message": outcome.clean(message, 500), "hint": hint and outcome.clean(hint, 500),
                "line": line, "column": column,
            }
            self._found.setdefault(key, {name: value for name, value in finding.items() if value is not None})

    def findings(self):
        """All of them, from the top of the program to its end."""
        found = [finding for _, finding in sorted(self._found.items(), key=lambda entry: entry[0])]
        if len(found) > _MOST_FINDINGS:
            found[_MOST_FINDINGS:] = [{"severity": "warning", "code": "more", "message": f"There is more: the first {_MOST_FINDINGS} findings are told."}]
        return found

    def _add(self, severity, node, code, message, hint):
        line = getattr(node, "lineno", None)
        column = None if line is None else self._characters(line, node.col_offset) + 1
        self.at(severity, line, column, code, message, hint)

    def _characters(self, line, byte_offset):
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return len(text.encode("utf-8", "replace")[:byte_offset].decode("utf-8", "replace"))


def lines_of(code):
    """The lines as Python's grammar counts them; str.splitlines parts at other characters too."""
    return code.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def run(code, file_name):
    """Outcome fields with the findings."""
    report = Report(code)
    try:
        _look(code, file_name, report)
    except (RecursionError, MemoryError):
        report.at("error", None, None, "too-deep", "The program is nested too deeply.",
                  "Take the longest expression apart (a sum of thousands of terms: lpSum over a list).")
    return {"outcome": "validated", "message": "", "findings": report.findings()}


def _look(code, file_name, report):
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            tree = ast.parse(code, file_name)
            compile(tree, file_name, "exec", dont_inherit=True)  # finds what the grammar lets pass: `return` outside of a function
        except SyntaxError as error:
            lines = lines_of(code)
            line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
            report.at("error", error.lineno, error.offset, "syntax-error", str(error.msg), hints.for_exception(error, line))
            return
        except ValueError as error:  # characters that no program has
            report.at("error", None, None, "syntax-error", str(error), None)
            return
    for remark in remarks:
        if issubclass(remark.category, SyntaxWarning):
            report.at("warning", remark.lineno, None, "python-warning", str(remark.message), None)
    nodes = list(ast.walk(tree))
    origins = imports.Imports(nodes)
    imports.check(nodes, origins, report)
    mistakes.check(tree, kinds.Kinds(nodes, origins), origins, report)
