"""Runs the one program of this sandbox and says how it ended."""

import base64
import builtins
import json
import linecache
import re
import signal
import sys
import types

from . import files, lifter, outcome, session, validation
from .solver import SolveRefused

_MOST_NAMED = 20
# Where duals and reduced costs are read, by whatever route; a word too many (math.pi) costs an LP.
_DUALS = re.compile(r"\b(?:pi|dj|to_?dict|to_?json)\b", re.IGNORECASE)


def run(request):
    """Runs a program (the JSON of a Run frame) and gives the JSON of its outcome."""
    request = json.loads(request)
    file_name = request.get("fileName") or "program.py"
    session.begin(request.get("options"), request.get("problem"), file_name)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGUSR1, _nobody_reads)
    error = before = None
    try:
        if request.get("mode") == "validate":
            fields = validation.run(request["code"], file_name)
        else:
            before = files.put(request.get("files"))
            session.current.reads_duals = _reads_duals(request["code"], request.get("files"))
            fields = _execute(request["code"], file_name, request.get("data"))
    except BaseException as raised:
        error = raised
    # An interrupt that comes from here on is too late, and is not to hit the prelude.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if error is not None:
        fields = _failure(error, file_name)
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        _flush(stream)
    if before is not None:
        fields["files"] = _written(before, request.get("returnFiles"))
    current = session.current
    fields.update(solves=current.solves, warnings=[outcome.clean(text, 1_000) for text in current.warnings])
    return json.dumps({name: value for name, value in fields.items() if value is not None})


def _reads_duals(code, given):
    """Whether the program, or a module that came with it, mentions them: of a model with integers they are an LP more to solve."""
    modules = (base64.b64decode(content).decode("utf-8", "replace") for name, content in (given or {}).items() if name.endswith(".py"))
    return any(_DUALS.search(text) for text in (code, *modules))


def _written(before, wanted):
    try:
        return files.written(before, wanted) or None
    except BaseException:  # no memory left: the answer is more than the files beside it
        return None


def _failure(error, file_name):
    try:
        fields = outcome.of_exception(error, file_name)
    except BaseException as worse:  # no memory, or no stack, left to tell it with
        return {"outcome": "exception", "exceptionType": type(error).__name__, "message": f"(not told in full: {type(worse).__name__})"}
    if isinstance(error, KeyboardInterrupt):
        fields.update(outcome="interrupted", message="The program was interrupted.")
    elif isinstance(error, SolveRefused):
        fields["outcome"] = "solveFailed"
    return fields


def _execute(code, file_name, data):
    linecache.cache[file_name] = (len(code), None, code.splitlines(True), file_name)
    # A real module: pickle, dataclasses and `if __name__ == "__main__"` look for it.
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=file_name, __builtins__=builtins, data=data)
    sys.modules["__main__"] = main
    sys.argv = [file_name]
    builtins.input = _nobody_to_ask
    try:
        exec(compile(code, file_name, "exec", dont_inherit=True), main.__dict__)
    except SystemExit as leaving:
        if leaving.code not in (None, 0):
            if not session.current.solves:
                raise
            session.current.warn(f"The program left by itself, with the exit code {str(leaving.code)[:200]}.")
    return _solve_what_is_left()


def _solve_what_is_left():
    """A program that only states its problem means to have it solved; of several, the caller may name the one."""
    if session.current.problem:
        return _solve_the_named_one(session.current.problem.replace(" ", "_"))
    if session.current.solves:
        return {"outcome": "completed", "message": ""}
    candidates = session.current.candidates
    stated = [problem for problem in candidates if not _is_empty(problem)] or candidates[:1]
    if not stated:
        return {
            "outcome": "noProblem",
            "message": "The program ended without a problem to solve: it made no LpProblem. If a function makes it, call the function.",
        }
    if len(stated) > 1:
        return _choose(stated, f"The program states {len(stated)} problems and solves none of them")
    problems = [_size(stated[0])]
    stated[0].solve()
    return {"outcome": "completed", "message": "", "problems": problems}


def _solve_the_named_one(wanted):
    if wanted in session.current.solved:
        return {"outcome": "completed", "message": ""}  # the host keeps the answer to it
    candidates = session.current.candidates
    named = [problem for problem in candidates if str(problem.name) == wanted]
    if not named:
        return _choose(candidates, f"The program has no problem of the name {wanted}")
    named[-1].solve()
    return {"outcome": "completed", "message": "", "problems": [_size(named[-1])]}


def _choose(candidates, what):
    problems = [_size(problem) for problem in candidates[:_MOST_NAMED]]
    listed = ", ".join(f"{problem['name']} ({problem['variables']} variables, {problem['constraints']} constraints)" for problem in problems)
    return {"outcome": "severalProblems", "message": f"{what}: {listed or 'it has none'}.", "problems": problems}


def _is_empty(problem):
    return not problem.objective and not lifter.constraints_of(problem) and not lifter.variables_of(problem)


def _size(problem):
    return {
        "name": outcome.clean(str(problem.name), 200),
        "variables": len(lifter.variables_of(problem)),
        "constraints": len(lifter.constraints_of(problem)),
    }


def _nobody_to_ask(prompt="", /):
    raise EOFError("input() has nobody to ask: a program in the sandbox has no keyboard")


def _nobody_reads(*_):
    """The host keeps no more of what is printed: line by line it would be dropped four times slower than in blocks."""
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            stream.reconfigure(line_buffering=False)
        except Exception:  # the program closed it
            pass


def _flush(stream):
    try:
        stream.flush()
    except Exception:  # a stream of the program's own
        pass
