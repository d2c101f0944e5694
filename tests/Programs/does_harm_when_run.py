"""Every way in which a program does something as soon as it is run. Whoever only looks at it sees nothing of it."""
import this
from pulp import *

print("ran: a statement")


def shout(what=print("ran: a default argument")):
    print("ran: a decorator")
    return what


@shout
class Loud:
    print("ran: the body of a class")


lines = [print("ran: a comprehension") for _ in range(1)]
exec("print('ran: exec')")
prob = LpProblem("harm", LpMinimize)
prob += LpVariable("x", 1)
prob.solve()
while True:
    print("ran: for ever")
