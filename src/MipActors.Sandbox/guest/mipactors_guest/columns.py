"""Column-wise modelling as PuLP 4.2 has it, on the PuLP that is there: variables that come with their coefficients in constraints
that exist, and variables that leave."""

import pulp
from pulp.pulp import LpAffineExpression, LpConstraint, LpProblem, LpVariable


def install():
    """Teaches the installed PuLP what it lacks."""
    # Constraints are the keys of a column's coefficients.
    if LpConstraint.__hash__ is None:
        LpConstraint.__hash__ = object.__hash__
    for kind, members in ((LpConstraint, _CONSTRAINT), (LpProblem, _PROBLEM)):
        for name, member in members.items():
            if not hasattr(kind, name):
                setattr(kind, name, member)
    _addConstraint_gives_it_back()


def _set_coefficient(self, variable, coefficient):
    """Sets the coefficient of a variable in this constraint; 0 takes the variable out of it."""
    if coefficient:
        self[variable] = coefficient
    else:
        self.pop(variable, None)


def _add_column(self, name, lowBound=None, upBound=None, cat="Continuous", obj=0, coefficients=None):
    """A variable of this problem with its coefficients in the objective and, by constraint or its name, in the constraints."""
    column = [(self._its(constraint), coefficient) for constraint, coefficient in dict(coefficients or {}).items()]
    variable = LpVariable(name, lowBound, upBound, cat)
    getattr(self, "_register_variable", self.addVariable)(variable)
    if obj:
        if not isinstance(self.objective, LpAffineExpression):
            self.objective = LpAffineExpression(self.objective)
        self.objective[variable] = obj
    for constraint, coefficient in column:
        constraint.set_coefficient(variable, coefficient)
    return variable


def _its(self, constraint):
    known = self.constraints
    if isinstance(constraint, str):
        if constraint not in known:
            raise pulp.PulpError(f"The problem {self.name} has no constraint {constraint}.")
        return known[constraint]
    if not any(one is constraint for one in known.values()):
        raise pulp.PulpError(f"A column of the problem {self.name} has a coefficient in a constraint that is not in it: {constraint!r:.100}")
    return constraint


def _remove_variables(self, variables):
    """Takes variables, or one, out of the objective, the constraints and the problem."""
    leaving = [variables] if isinstance(variables, LpVariable) else list(variables)
    for variable in leaving:
        for expression in (self.objective, *self.constraints.values()):
            if isinstance(expression, dict):
                expression.pop(variable, None)
    hashes = {variable.hash for variable in leaving}
    self._variables[:] = [variable for variable in self._variables if variable.hash not in hashes]
    for gone in hashes:
        self._variable_ids.pop(gone, None)


def _addConstraint_gives_it_back():
    add = LpProblem.addConstraint

    def addConstraint(self, constraint, name=None):
        add(self, constraint, name)
        return constraint

    addConstraint.__doc__ = add.__doc__
    LpProblem.addConstraint = addConstraint


_CONSTRAINT = {"set_coefficient": _set_coefficient}
_PROBLEM = {"add_column": _add_column, "remove_variables": _remove_variables, "_its": _its}
