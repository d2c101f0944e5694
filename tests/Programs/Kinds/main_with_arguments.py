#!/usr/bin/env python3
"""Plans which crews work which shifts."""
import argparse
import logging
import sys
from dataclasses import dataclass, field

import pulp as pl

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stdout)
log = logging.getLogger("roster")


@dataclass(frozen=True)
class Crew:
    name: str
    wage: float
    skills: frozenset = field(default_factory=frozenset)


@dataclass
class Plan:
    status: str
    cost: float
    shifts: dict


def build(crews, needs, most):
    model = pl.LpProblem("Roster", pl.LpMinimize)
    works = pl.LpVariable.dicts("works", ((c, s) for c in crews for s in needs), cat=pl.LpBinary)
    model += pl.lpSum(c.wage * works[c, s] for c in crews for s in needs), "Wages"
    for shift, (count, skill) in needs.items():
        model += pl.lpSum(works[c, shift] for c in crews) >= count, f"Count_{shift}"
        model += pl.lpSum(works[c, shift] for c in crews if skill in c.skills) >= 1, f"Skill_{shift}"
    for c in crews:
        model += pl.lpSum(works[c, s] for s in needs) <= most, f"Most_{c.name}"
    return model, works


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=2)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args(argv)
    crews = [
        Crew("ann", 20, frozenset({"crane"})), Crew("bob", 14, frozenset({"fork"})),
        Crew("cat", 17, frozenset({"crane", "fork"})), Crew("dan", 12),
    ]
    needs = {"early": (2, "crane"), "late": (2, "fork"), "night": (1, "crane")}
    model, works = build(crews, needs, options.most)
    log.info("%d variables, %d constraints", len(model.variables()), len(model.constraints))
    model.solve(pl.PULP_CBC_CMD(msg=options.verbose))
    if pl.LpStatus[model.status] != "Optimal":
        log.error("no plan: %s", pl.LpStatus[model.status])
        return 1
    plan = Plan(pl.LpStatus[model.status], pl.value(model.objective), {s: sorted(c.name for c in crews if works[c, s].value() > 0.5) for s in needs})
    log.info("cost %.2f", plan.cost)
    print(plan.status, plan.cost, sum(map(len, plan.shifts.values())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
