def build():
    from pulp import LpProblem

    return LpProblem("never")


print(data)
