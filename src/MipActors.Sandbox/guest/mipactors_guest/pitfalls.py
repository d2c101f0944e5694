"""What goes wrong silently while a model is built, told as warnings of the result: seen where it happens, at no cost elsewhere."""

import sys
import warnings

import pulp

from . import session


def install():
    """Watches for the pitfalls below."""
    _constraint_as_truth()
    _objective_set_twice()


def _constraint_as_truth():
    """`1 <= x <= 5`, `a <= 1 and b <= 2`, `if x >= 1`: Python asks the constraint whether it is true, and it always is."""
    ask = pulp.LpConstraint.__bool__

    def __bool__(self):
        frame = sys._getframe(1)
        if frame.f_code.co_filename == session.current.file_name:
            session.current.warn(
                f"Line {frame.f_lineno} asks whether a constraint is true, which it always is: of a <= x <= b, and of constraints joined by "
                "`and`, `or` or `not`, only one part is kept, and `if` does not see values. Write one `prob += …` for each constraint; a "
                "condition needs a binary variable."
            )
        return ask(self)

    pulp.LpConstraint.__bool__ = __bool__


def _objective_set_twice():
    """PuLP says so on stderr, where nobody looks; a `prob += x != 2` is among what does it."""
    show = warnings.showwarning

    def showwarning(message, category, filename, lineno, file=None, line=None):
        if "Overwriting previously set objective" in str(message):
            session.current.warn(
                f"Line {_line_of_the_program()} sets the objective again, and the last one counts: if a constraint is meant, "
                "it needs <=, >= or == (`!=` makes none)."
            )
        show(message, category, filename, lineno, file, line)

    warnings.showwarning = showwarning


def _line_of_the_program():
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != session.current.file_name:
        frame = frame.f_back
    return "?" if frame is None else frame.f_lineno
