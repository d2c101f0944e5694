prob = LpProblem("forgets", LpMaximize)
