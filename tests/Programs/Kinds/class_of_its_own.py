from dataclasses import dataclass, field

import pulp


@dataclass
class Shift:
    name: str
    hours: tuple
    pay: float
    need: dict = field(default_factory=dict)


class Roster:
    def __init__(self, shifts, need):
        self.shifts, self.need = shifts, need
        self.model = pulp.LpProblem(name="roster", sense=pulp.LpMinimize)
        self.staff = pulp.LpVariable.dicts("staff", [s.name for s in shifts], lowBound=0, cat=pulp.LpInteger)

    def build(self):
        self.model.setObjective(pulp.lpSum(s.pay * self.staff[s.name] for s in self.shifts))
        for hour, count in self.need.items():
            on = pulp.lpSum(self.staff[s.name] for s in self.shifts if hour in s.hours)
            self.model.addConstraint(on >= count, name=f"hour_{hour}")
        return self

    def solve(self):
        status = self.model.solve(pulp.getSolver("PULP_CBC_CMD", msg=False, timeLimit=60, gapRel=0.0))
        if pulp.LpStatus[status] != "Optimal":
            raise SystemExit("no roster")
        return {v.name: int(v.varValue) for v in self.model.variables()}


def main():
    shifts = [Shift("early", (6, 7, 8, 9), 10.0), Shift("day", (8, 9, 10, 11), 9.5), Shift("late", (10, 11, 12, 13), 11.0)]
    need = {6: 2, 7: 3, 8: 6, 9: 5, 10: 7, 11: 6, 12: 3, 13: 2}
    print(Roster(shifts, need).build().solve())


if __name__ == "__main__":
    main()
