"""Primitives of the wire and the form of a Solution (docs/protocol.md). Little-endian, as WebAssembly is."""

import struct
from array import array

_SOLUTION_HEAD = struct.Struct("<BBBBdBdqqd")
_COUNT = struct.Struct("<I")

OPTIMAL, FEASIBLE, INFEASIBLE, UNBOUNDED, INFEASIBLE_OR_UNBOUNDED, NO_SOLUTION, NUMERICAL_TROUBLE = range(7)
COMPLETED, TIME_LIMIT, OTHER_LIMIT, INTERRUPTED, NODE_LIMIT = range(5)


def text(value):
    """A text behind the count of its bytes; what is no Unicode becomes '?'."""
    data = value.encode("utf-8", "replace")
    return _COUNT.pack(len(data)) + data


def names(values):
    """Names in one text, parted by NUL; a NUL in a name becomes '_'."""
    try:
        joined = "\0".join(values)
    except TypeError:
        return names(list(map(str, values)))
    if joined.count("\0") != max(len(values) - 1, 0):
        joined = "\0".join(value.replace("\0", "_") for value in values)
    return text(joined)


def count(value):
    return _COUNT.pack(value)


class Solution:
    """What the prelude needs of a Solved frame: the solver's log, and of the Solution behind it; arrays are None when absent."""

    def __init__(self, data):
        self._data, self._at = data, 0
        self.log = self._text()
        version, self.status, self.stop_reason, has_objective, objective, has_bound, bound, self.nodes, _, _ = (
            _SOLUTION_HEAD.unpack(self._take(_SOLUTION_HEAD.size))
        )
        if version != 2:
            raise ValueError(f"a solution of version {version}")
        self.objective = objective if has_objective else None
        self.dual_bound = bound if has_bound else None
        self.values = self._doubles()
        self.row_duals = self._doubles()
        self.reduced_costs = self._doubles()
        self.solver, self.solver_version, self.message = self._text(), self._text(), self._text()

    def _take(self, length):
        start, self._at = self._at, self._at + length
        if self._at > len(self._data):
            raise ValueError("a solution that ends too early")
        return self._data[start : self._at]

    def _count(self):
        return _COUNT.unpack(self._take(4))[0]

    def _doubles(self):
        present = self._take(1)[0]
        numbers = array("d", self._take(8 * self._count()))
        return numbers if present else None

    def _text(self):
        return self._take(self._count()).decode("utf-8", "replace")
