# The columns of a large model are looked up by address, those of a small one by hash: whatever was done to a model, both say the same.
import copy
from pulp import *
from mipactors_guest import lifter


def modelled(size=40):
    flow = [LpVariable(f"flow_{j}", 0, 9 + j, cat="Integer" if j % 3 == 0 else "Continuous") for j in range(size)]
    prob = LpProblem("placed", LpMinimize)
    prob += lpSum((1 + j % 7) * flow[-1 - j] for j in range(3, size, 2))
    for i in range(2 * size):
        prob += lpSum((i + k) * flow[(7 * i + k * k) % (size - 3)] for k in range(8)) >= i % 5, f"row_{i}"
    return prob, flow


def plain(prob, flow):
    pass


def has_objective_alone(prob, flow):
    prob += lpSum(flow) + LpVariable("alone")


def has_no_objective(prob, flow):
    prob += lpSum([])


def has_the_variable_of_an_empty_objective(prob, flow):
    prob += lpSum([])
    prob.fixObjective()


def was_solved(prob, flow):
    prob.variables()


def was_copied(prob, flow):
    return prob.deepcopy()


def was_changed_after(prob, flow):
    prob.constraints["row_3"][LpVariable("late", 1, 2)] = 4


def has_a_copy(prob, flow):
    row = prob.constraints["row_3"]
    twin = next(iter(row))
    row[copy.copy(twin)] = row.pop(twin)


def has_a_copy_in_the_objective(prob, flow):
    prob += lpSum(map(copy.copy, flow))


def has_a_set(prob, flow):
    prob.sos1["one"] = {variable: weight for weight, variable in enumerate(flow[-5:], 1)}


def has_no_rows(prob, flow):
    prob.constraints.clear()


find, answers = lifter.find_columns, []
lifter.find_columns = lambda *lists: answers.append(find(*lists)) or answers[-1]
for change in (
    plain, has_objective_alone, has_no_objective, has_the_variable_of_an_empty_objective, was_solved, was_copied, was_changed_after, has_a_copy,
    has_a_copy_in_the_objective, has_a_set, has_no_rows,
):
    payloads = []
    for lifter._MANY_ENTRIES in (0, 10**9):
        prob, flow = modelled()
        payloads.append(b"".join(lifter.lift(change(prob, flow) or prob).parts))
    by_address = "by address" if answers[-1] is not None else "by hash"
    print(change.__name__, payloads[0] == payloads[1], by_address, len(answers))
    answers.clear()
prob.solve()
