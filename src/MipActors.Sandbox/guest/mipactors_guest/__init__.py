"""The Python side of a sandbox: runs one program, lifts its models out of PuLP, brings the answers back in.

program   runs the user's code and says how it ended
session   what is known of the one program: options, problems, solves, warnings
solver    PuLP's solvers, all of them answered by the host
arguments what their arguments mean here
stats     what solve() returns
standins  puts them in PuLP's place
dialect   what PuLP 3 and 4 have and the installed PuLP has not
files     the program's files, in and out
columns   of that, column-wise modelling
pitfalls  what goes wrong silently while a model is built
lifter    an LpProblem as the bytes of a model
assigning a solution into the LpProblem
wire      numbers and texts as bytes (docs/protocol.md)
outcome   exceptions as a person wants to read them
hints     what to do about the classic mistakes
validation looks at a program without running it: syntax, and by way of
imports   what it asks for that a sandbox has not
mistakes  what it does otherwise than PuLP understands it
kinds     which of its expressions are variables, constraints, problems
start     imports, connects, reports versions
warm      a throw-away program, so that the first real one is fast
"""
