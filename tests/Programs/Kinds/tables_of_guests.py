import pulp

max_tables, max_size = 3, 3
guests = "A B C D E F G".split()


def unhappiness(table):
    return abs(ord(table[0]) - ord(table[-1]))


possible = [tuple(c) for c in pulp.allcombinations(guests, max_size)]
x = pulp.LpVariable.dicts("table", possible, lowBound=0, upBound=1, cat=pulp.LpInteger)
seating = pulp.LpProblem("Wedding Seating Model", pulp.LpMinimize)
seating += pulp.lpSum([unhappiness(table) * x[table] for table in possible])
seating += (pulp.lpSum([x[table] for table in possible]) <= max_tables, "Maximum_number_of_tables")
for guest in guests:
    seating += (pulp.lpSum([x[table] for table in possible if guest in table]) == 1, "Must_seat_%s" % guest)
seating.solve()
chosen = [table for table in possible if x[table].value() == 1.0]
print("The choosen tables are out of a total of %s:" % len(possible), len(chosen), pulp.value(seating.objective))
print("unused names:", list(pulp.permutation(["a", "b"], 2)) if hasattr(pulp, "permutation") else list(pulp.combination(["a", "b"], 2)))
