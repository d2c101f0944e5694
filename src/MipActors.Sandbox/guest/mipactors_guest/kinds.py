"""What the expressions of a program are in the terms of a model, as far as that can be told without running it.

A name is of a kind only when every binding of it in its scope gives that kind, so that what is said of it is seldom wrong, and
silence means nothing. Nothing here calls itself: a program may be nested deeper than Python's stack.
"""

import ast

OTHER, UNKNOWN, PROBLEM, LINEAR, CONSTRAINT, STATUS = "other", "unknown", "problem", "linear", "constraint", "status"
# Kinds of collections are pairs: ("list", what an element is), ("dict", what a value is), ("rows", kinds of the parts of an element).

_MOST_ROUNDS = 6
_LINEAR_CALLS = {"LpVariable", "lpSum", "lpDot", "LpAffineExpression"}
_NUMBERS = {"varValue", "name", "lowBound", "upBound", "dj", "pi", "slack"}


class Kinds:
    """The kinds of one program's expressions, and which of its names are PuLP's."""

    def __init__(self, nodes, imports):
        """`nodes` are all of the program's, from the outermost to the innermost."""
        self.nodes = nodes
        self.set_attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
        self.own_names = imports.own_names | self.set_attributes
        self._imports = imports
        self._scopes = _scopes(nodes)
        self._binders = [node for node in nodes if isinstance(node, _BINDERS)]
        self._names = {}
        self._of = {}
        # What an expression is made of comes before it.
        expressions = [(node, _KIND[type(node)]) for node in reversed(nodes) if type(node) in _KIND]
        for _ in range(_MOST_ROUNDS):
            for node, kind in expressions:
                self._of[node] = kind(self, node)
            names = self._bindings()
            if names == self._names:
                break
            self._names = names

    def of(self, node):
        return self._of.get(node, UNKNOWN)

    def pulp_name(self, node):
        """PuLP's own name of what `node` refers to, dotted below the package, or None."""
        dotted = self.dotted(node)
        return dotted.removeprefix("pulp.") if dotted and dotted.startswith("pulp.") else None

    def dotted(self, node):
        """The full name of what `node` refers to when it comes from an import, or None."""
        return self._imports.dotted(node)

    def _key(self, node):
        return self._scopes.get(node), node.arg if isinstance(node, ast.arg) else node.id

    def _name(self, node):
        return self._names.get(self._key(node), UNKNOWN)

    def _sign(self, node):
        return OTHER if isinstance(node.op, ast.Not) else self.of(node.operand)

    def _subscript(self, node):
        return self._element(self.of(node.value), subscript=True)

    def _display(self, node):
        elements = node.values if isinstance(node, ast.Dict) else node.elts
        return ("dict" if isinstance(node, ast.Dict) else "list", _same(*map(self.of, elements))) if elements else None

    def _attribute(self, node):
        owner = self.of(node.value)
        if owner == PROBLEM:
            return {"objective": LINEAR, "status": STATUS, "sol_status": STATUS}.get(node.attr, UNKNOWN)
        return OTHER if node.attr in _NUMBERS else UNKNOWN

    def _call(self, node):
        known = self.pulp_name(node.func)
        if known in _LINEAR_CALLS:
            return LINEAR
        if known == "LpProblem":
            return PROBLEM
        if known == "LpConstraint":
            return CONSTRAINT
        if known == "value":
            return OTHER
        if known in ("LpVariable.dicts", "LpVariable.dict", "LpVariable.matrix"):
            return self._many("list" if known.endswith("matrix") else "dict", node)
        if isinstance(node.func, ast.Attribute):
            return self._method(self.of(node.func.value), node.func.attr)
        return self._builtin(node) if isinstance(node.func, ast.Name) else UNKNOWN

    def _many(self, kind, node):
        """Several index sets, written out, make collections within collections."""
        indices = node.args[1] if len(node.args) > 1 else next((k.value for k in node.keywords if k.arg in ("indices", "indexs")), None)
        depth = 1
        if isinstance(indices, (ast.Tuple, ast.List)) and indices.elts and not any(isinstance(e, (ast.Constant, ast.Tuple)) for e in indices.elts):
            depth = len(indices.elts)
        made = LINEAR
        for _ in range(depth):
            made = (kind, made)
        return made

    def _method(self, owner, name):
        if owner == PROBLEM:
            made = {"solve": STATUS, "variables": ("list", LINEAR), "variablesDict": ("dict", LINEAR), "copy": PROBLEM, "deepcopy": PROBLEM}
            return made.get(name, UNKNOWN)
        if owner == LINEAR:
            return OTHER if name in ("value", "roundedValue") else UNKNOWN
        if isinstance(owner, tuple) and owner[0] == "dict":
            return {"values": ("list", owner[1]), "items": ("rows", (OTHER, owner[1])), "get": owner[1]}.get(name, UNKNOWN)
        return UNKNOWN

    def _builtin(self, node):
        elements = [self._element(self.of(argument)) for argument in node.args]
        match node.func.id:
            case "zip":
                return ("rows", tuple(elements))
            case "enumerate" if elements:
                return ("rows", (OTHER, elements[0]))
            case "sum" if elements:
                return LINEAR if elements[0] == LINEAR else UNKNOWN
            case "list" | "sorted" | "tuple" | "reversed" if elements:
                return ("list", elements[0])
            case "len" | "range" | "int" | "float" | "str":
                return OTHER
        return UNKNOWN

    def _operation(self, node):
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult)) and LINEAR in (left, right):
            return LINEAR
        if isinstance(node.op, ast.Div) and left == LINEAR:
            return LINEAR
        return OTHER if left == right == OTHER else UNKNOWN

    def _comparison(self, node):
        if any(not isinstance(op, (ast.LtE, ast.GtE, ast.Eq, ast.Lt, ast.Gt, ast.NotEq)) for op in node.ops):
            return OTHER
        sides = [self.of(side) for side in (node.left, *node.comparators)]
        return CONSTRAINT if LINEAR in sides else UNKNOWN if UNKNOWN in sides else OTHER

    def _element(self, kind, subscript=False):
        if not isinstance(kind, tuple):
            return UNKNOWN
        if kind[0] == "dict" and not subscript:
            return OTHER  # a key
        return kind[1] if kind[0] != "rows" else kind

    def _bindings(self):
        found, added = {}, []
        for node in self._binders:
            match node:
                case ast.Assign():
                    for target in node.targets:
                        self._bind(found, target, self.of(node.value), node.value)
                case ast.AnnAssign() | ast.NamedExpr() if node.value is not None:
                    self._bind(found, node.target, self.of(node.value), node.value)
                case ast.AugAssign(target=ast.Name()):
                    added.append(node)
                case ast.For() | ast.AsyncFor() | ast.comprehension():
                    self._bind(found, node.target, self._element(self.of(node.iter)))
                case ast.Call(func=ast.Attribute(value=ast.Name() as owner, attr="append"), args=[one]):
                    _join(found, self._key(owner), ("list", self.of(one)))
                case ast.arg():
                    _join(found, self._key(node), UNKNOWN)
                case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef():
                    _join(found, (None, node.name), OTHER)
                case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                    _join(found, (None, name), UNKNOWN)
                case ast.withitem(optional_vars=ast.expr() as target):
                    self._bind(found, target, UNKNOWN)
        for node in added:
            # Adding to a problem leaves it a problem.
            key = self._key(node.target)
            if found.get(key) != PROBLEM and self.of(node.value) != OTHER:
                _join(found, key, self.of(node.value))
        return {name: UNKNOWN if kind is None else kind for name, kind in found.items()}

    def _bind(self, found, target, kind, value=None):
        if isinstance(target, ast.Name):
            _join(found, self._key(target), kind)
        elif isinstance(target, (ast.Tuple, ast.List)):
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
                parts = [self.of(element) for element in value.elts]
            elif isinstance(kind, tuple) and kind[0] == "rows" and len(kind[1]) == len(target.elts):
                parts = kind[1]
            else:
                parts = [UNKNOWN] * len(target.elts)
            for part, of_part in zip(target.elts, parts):
                if isinstance(part, ast.Starred):
                    part, of_part = part.value, UNKNOWN
                if isinstance(part, ast.Name):
                    _join(found, self._key(part), of_part)
        elif isinstance(target, ast.Subscript):
            depth, owner = 1, target.value
            while isinstance(owner, ast.Subscript):
                depth, owner = depth + 1, owner.value
            if isinstance(owner, ast.Name) and kind is not None:
                for _ in range(depth):
                    kind = ("dict", kind)
                _join(found, self._key(owner), kind)


_KIND = {
    ast.Name: Kinds._name,
    ast.Constant: lambda *_: OTHER,
    ast.JoinedStr: lambda *_: OTHER,
    ast.Attribute: Kinds._attribute,
    ast.Call: Kinds._call,
    ast.BinOp: Kinds._operation,
    ast.UnaryOp: Kinds._sign,
    ast.Compare: Kinds._comparison,
    ast.Subscript: Kinds._subscript,
    ast.IfExp: lambda kinds, node: _same(kinds.of(node.body), kinds.of(node.orelse)),
    ast.ListComp: lambda kinds, node: ("list", kinds.of(node.elt)),
    ast.SetComp: lambda kinds, node: ("list", kinds.of(node.elt)),
    ast.GeneratorExp: lambda kinds, node: ("list", kinds.of(node.elt)),
    ast.DictComp: lambda kinds, node: ("dict", kinds.of(node.value)),
    ast.List: Kinds._display,
    ast.Tuple: Kinds._display,
    ast.Dict: Kinds._display,
}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_BINDERS = (
    ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.AugAssign, ast.For, ast.AsyncFor, ast.comprehension, ast.Call, ast.arg, ast.FunctionDef,
    ast.ClassDef, ast.AsyncFunctionDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.withitem,
)


def _scopes(nodes):
    """The function or comprehension, the innermost, that a name is local to; names of the whole program are not in it."""
    scopes = {}
    for scope in nodes:
        if isinstance(scope, _COMPREHENSIONS):
            local = {name.id for part in scope.generators for name in ast.walk(part.target) if isinstance(name, ast.Name)}
        elif isinstance(scope, _FUNCTIONS):
            local = _locals(scope)
        else:
            continue
        for node in ast.walk(scope):
            if isinstance(node, ast.Name) and node.id in local or isinstance(node, ast.arg) and node.arg in local:
                scopes[node] = scope
    return scopes


def _locals(function):
    local, elsewhere = set(), set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            local.add(node.id)
        elif isinstance(node, ast.arg):
            local.add(node.arg)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            elsewhere.update(node.names)
    return local - elsewhere


def _join(found, name, kind):
    """An empty collection (None) takes the kind of what is put into it."""
    before = found.get(name)
    found[name] = kind if before is None else before if kind is None else _same(before, kind)


def _same(first, *others):
    return first if all(other == first for other in others) else UNKNOWN
