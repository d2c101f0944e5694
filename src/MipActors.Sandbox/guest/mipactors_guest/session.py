"""What is known of the one program that this sandbox runs."""

import pulp

_MOST_WARNINGS = 50
_MOST_CANDIDATES = 1000


class Session:
    """Options of the caller, the problem that it names, problems stated, those solved, warnings, whether the program reads duals."""

    def __init__(self, options=None, problem=None, file_name=None):
        self.options = options or {}
        self.problem = problem
        self.file_name = file_name
        self.candidates = []
        self.solved = set()
        self.solves = 0
        self.warnings = []
        self.reads_duals = False
        self.last_status = None

    def created(self, problem):
        """Remembers a problem: it is solved at the end if the program solves none itself, or not the one that the caller names."""
        if (self.solves == 0 or self.problem) and len(self.candidates) < _MOST_CANDIDATES:
            self.candidates.append(problem)

    def solving(self, problem):
        """A program that solves for itself needs nobody to solve at its end."""
        self.solves += 1
        if self.problem:
            self.solved.add(str(problem.name))
        else:
            self.candidates.clear()

    def warn(self, text):
        if text not in self.warnings and len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(text)


current = Session()


def begin(options=None, problem=None, file_name=None):
    """Starts over, for the program to come."""
    global current
    current = Session(options, problem, file_name)


def watch_problems():
    """From now on every LpProblem made is noted, but for the parts of elastic problems."""
    make = pulp.LpProblem.__init__
    # FractionElasticSubProblem derives from the fixed one.
    parts = pulp.FixedElasticSubProblem

    def __init__(self, *arguments, **named):
        make(self, *arguments, **named)
        if not isinstance(self, parts):
            current.created(self)

    __init__.__doc__ = make.__doc__
    __init__.__wrapped__ = make
    pulp.LpProblem.__init__ = __init__
