using System.Numerics;
using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>How an exact simplex run ended.</summary>
internal enum ExactEnd : byte
{
    /// <summary>The basis is optimal.</summary>
    Optimal,

    /// <summary>The model is infeasible; the multipliers show it.</summary>
    Infeasible,

    /// <summary>The objective can be improved without end.</summary>
    Unbounded,

    /// <summary>Neither, within the pivots and digits that are allowed.</summary>
    Undecided,
}

/// <summary>
/// The simplex method for bounded variables in fractions, from the basis at which a solver ended: mostly it is optimal as it is and only
/// checked; else a few pivots mend what rounding left. A basis that is not dual feasible and not primal feasible is made dual feasible
/// by shifting costs; dual pivots make it primal feasible, and primal ones, with the true costs again, optimal. Feasibility alone is asked
/// with random costs for which the basis is dual feasible, so that each dual pivot is a step. Ties go to the smallest number (Bland)
/// after some pivots, so that it can not cycle.
/// </summary>
internal sealed class ExactSimplex
{
    private const int MostPivots = 2_000;
    private const int PivotsBeforeBland = 400;
    private const int LargestShift = 1_000;
    private const int MostRowsTried = 40;

    private readonly ExactModel _model;
    private readonly ExactPoint _point;
    private readonly bool _withObjective;
    private readonly CancellationToken _cancellation;
    private readonly Random _random = new(1);
    private BigInteger[] _cost;
    private bool _isShifted;

    /// <summary>Starts at a basis.</summary>
    /// <param name="model">The _model.</param>
    /// <param name="point">The basis; pivots change it.</param>
    /// <param name="withObjective">False asks for feasibility alone.</param>
    /// <param name="cancellation">Ends the work.</param>
    public ExactSimplex(ExactModel model, ExactPoint point, bool withObjective, CancellationToken cancellation)
    {
        (_model, _point, _withObjective, _cancellation) = (model, point, withObjective, cancellation);
        _cost = withObjective ? TrueCosts() : new BigInteger[_model.Members];
    }

    /// <summary>Pivots made so far.</summary>
    public int Pivots { get; private set; }

    /// <summary>The values of the basic members at the end.</summary>
    public RationalVector? Primal { get; private set; }

    /// <summary>The multipliers of the proof: duals of the scaled rows when optimal, Farkas' when infeasible.</summary>
    public RationalVector? Multipliers { get; private set; }

    /// <summary>Runs to an end.</summary>
    public ExactEnd Run()
    {
        for (; Pivots <= MostPivots; Pivots++)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!_point.Factor() || (Primal = _point.Primal()) is null)
            {
                return ExactEnd.Undecided;
            }

            var violated = MostViolated();
            if (violated < 0 && !_withObjective)
            {
                return ExactEnd.Optimal;
            }

            if (violated < 0 && _isShifted)
            {
                (_cost, _isShifted) = (TrueCosts(), false);
            }

            if ((Multipliers = _point.Multipliers(member => _cost[member])) is null)
            {
                return ExactEnd.Undecided;
            }

            var reduced = ReducedCosts();
            if (violated >= 0)
            {
                MakeDualFeasible(reduced);
            }

            if (Pivots == 0 && !_withObjective && IsShownInfeasible(reduced))
            {
                return ExactEnd.Infeasible;
            }

            var entering = violated >= 0 ? -1 : Attractive(reduced);
            var end = violated >= 0 ? DualPivot(violated, reduced)
                : entering >= 0 ? PrimalPivot(entering, reduced[entering]!.Value.Sign)
                : ExactEnd.Optimal;
            if (end is { } done)
            {
                return done;
            }
        }

        return ExactEnd.Undecided;
    }

    /// <summary>The objective of the present point, in the model's own sense, offset included.</summary>
    public Fraction Objective()
    {
        var sum = BigInteger.Zero;
        for (var position = 0; position < _point.Basic.Length; position++)
        {
            sum += _cost[_point.Basic[position]] * Primal!.Numerators[position];
        }

        for (var member = 0; member < _model.Columns; member++)
        {
            if (_point.Status[member] != BasisStatus.Basic)
            {
                sum += _cost[member] * _point.ValueOf(member) * Primal!.Denominator;
            }
        }

        var scale = _model.CostScale * _model.BoundScale * Primal!.Denominator * (_model.Source.Sense == ObjectiveSense.Minimize ? 1 : -1);
        var offset = DecimalNumber.Of(_model.Source.ObjectiveOffset);
        var power = BigInteger.Pow(10, offset.Decimals);
        return new Fraction((sum * power) + (offset.Times10To(offset.Decimals) * scale), scale * power);
    }

    private BigInteger[] TrueCosts() => [.. _model.Cost, .. new BigInteger[_model.Rows]];

    /// <summary>Reduced costs of the nonbasic members, times the denominator of the multipliers; null for basic and fixed ones.</summary>
    private BigInteger?[] ReducedCosts()
    {
        var reduced = new BigInteger?[_model.Members];
        for (var member = 0; member < reduced.Length; member++)
        {
            if (_point.Status[member] != BasisStatus.Basic && !IsFixed(member))
            {
                reduced[member] = (_cost[member] * Multipliers!.Denominator) - _point.Dot(Multipliers.Numerators, member);
            }
        }

        return reduced;
    }

    /// <summary>Moves the costs of members whose reduced cost has the wrong sign (or none, when feasibility alone is asked) to where it is right.</summary>
    private void MakeDualFeasible(BigInteger?[] reduced)
    {
        var denominator = Multipliers!.Denominator;
        var isScaled = false;
        for (var member = 0; member < reduced.Length; member++)
        {
            if (reduced[member] is not { } cost || !(IsWrong(member, cost) || (!_withObjective && !_isShifted && cost.IsZero)))
            {
                continue;
            }

            if (!isScaled)
            {
                // Whole again: all costs times the denominator.
                _cost = Array.ConvertAll(_cost, one => one * denominator);
                isScaled = true;
            }

            BigInteger shifted = _random.Next(1, LargestShift);
            shifted = _point.Status[member] switch { BasisStatus.AtLower => shifted, BasisStatus.AtUpper => -shifted, _ => BigInteger.Zero };
            _cost[member] += shifted - cost;
            reduced[member] = shifted;
        }

        _isShifted |= isScaled;
    }

    private bool IsWrong(int member, BigInteger cost) => _point.Status[member] switch
    {
        BasisStatus.AtLower => cost.Sign < 0,
        BasisStatus.AtUpper => cost.Sign > 0,
        _ => !cost.IsZero,
    };

    private bool IsFixed(int member) => _model.Lower[member] is { } lower && lower == _model.Upper[member];

    /// <summary>The position of the basic member that is farthest outside of its bounds, or −1.</summary>
    private int MostViolated()
    {
        var (best, most) = (-1, BigInteger.Zero);
        for (var position = 0; position < _point.Basic.Length; position++)
        {
            var violation = BigInteger.Abs(Violation(position));
            if (violation > most)
            {
                (best, most) = (position, violation);
                if (Pivots > PivotsBeforeBland)
                {
                    return BlandRow();
                }
            }
        }

        return best;
    }

    private int BlandRow() => Enumerable.Range(0, _point.Basic.Length).Where(position => !Violation(position).IsZero).MinBy(position => _point.Basic[position]);

    /// <summary>Above 0 how far the member is above its upper bound, below 0 how far below its lower one; times the denominator.</summary>
    private BigInteger Violation(int position)
    {
        var (member, value) = (_point.Basic[position], Primal!.Numerators[position]);
        if (_model.Lower[member] is { } lower && value - (lower * Primal.Denominator) is { Sign: < 0 } below)
        {
            return below;
        }

        return _model.Upper[member] is { } upper && value - (upper * Primal.Denominator) is { Sign: > 0 } above ? above : BigInteger.Zero;
    }

    /// <summary>The nonbasic member whose reduced cost has the wrong sign most, or −1.</summary>
    private int Attractive(BigInteger?[] reduced)
    {
        var (best, most) = (-1, BigInteger.Zero);
        for (var member = 0; member < reduced.Length; member++)
        {
            if (reduced[member] is not { IsZero: false } cost)
            {
                continue;
            }

            if (IsWrong(member, cost) && BigInteger.Abs(cost) > most)
            {
                (best, most) = (member, BigInteger.Abs(cost));
                if (Pivots > PivotsBeforeBland)
                {
                    return best;
                }
            }
        }

        return best;
    }

    /// <summary>Whether one of the violated rows shows at once that there is no point; before any pivot it is mostly the solver's own.</summary>
    private bool IsShownInfeasible(BigInteger?[] reduced)
    {
        var violated = Enumerable.Range(0, _point.Basic.Length).Where(position => !Violation(position).IsZero)
            .OrderByDescending(position => BigInteger.Abs(Violation(position))).Take(MostRowsTried);
        foreach (var position in violated)
        {
            if (_point.RowOf(position) is { } row && Entering(row, position, reduced) < 0)
            {
                Multipliers = row;
                return true;
            }
        }

        return false;
    }

    private ExactEnd? DualPivot(int position, BigInteger?[] reduced)
    {
        if (_point.RowOf(position) is not { } row)
        {
            return ExactEnd.Undecided;
        }

        var entering = Entering(row, position, reduced);
        if (entering < 0)
        {
            Multipliers = row;
            return ExactEnd.Infeasible;
        }

        _point.Exchange(position, entering, Violation(position).Sign < 0 ? BasisStatus.AtLower : BasisStatus.AtUpper);
        return null;
    }

    /// <summary>The member that mends the row at the least cost (the dual ratio test), or −1 when none does.</summary>
    private int Entering(RationalVector row, int position, BigInteger?[] reduced)
    {
        var isBelow = Violation(position).Sign < 0;
        var best = -1;
        BigInteger bestCost = 0, bestEntry = 0;
        for (var member = 0; member < _model.Members; member++)
        {
            if (_point.Status[member] == BasisStatus.Basic || IsFixed(member) || _point.Dot(row.Numerators, member) is not { IsZero: false } entry)
            {
                continue;
            }

            // The basic member falls by `entry` for each unit of this one. Denominators are positive.
            var mayMend = _point.Status[member] switch
            {
                BasisStatus.AtLower => isBelow ? entry.Sign < 0 : entry.Sign > 0,
                BasisStatus.AtUpper => isBelow ? entry.Sign > 0 : entry.Sign < 0,
                _ => true,
            };
            if (!mayMend)
            {
                continue;
            }

            var cost = BigInteger.Abs(reduced[member] ?? 0);
            var size = BigInteger.Abs(entry);
            var difference = best < 0 ? -1 : (cost * bestEntry).CompareTo(bestCost * size);
            if (difference < 0 || (difference == 0 && Pivots <= PivotsBeforeBland && size > bestEntry))
            {
                (best, bestCost, bestEntry) = (member, cost, size);
            }
        }

        return best;
    }

    private ExactEnd? PrimalPivot(int entering, int costSign)
    {
        if (_point.ColumnOf(entering) is not { } column)
        {
            return ExactEnd.Undecided;
        }

        // A positive reduced cost asks the member to fall. Basic members change by −column for each unit that it rises.
        var direction = -costSign;
        var leaving = -1;
        BigInteger leavingRoom = 0, leavingRate = 1;
        for (var position = 0; position < _point.Basic.Length; position++)
        {
            var rate = -direction * column.Numerators[position];
            var bound = rate.Sign > 0 ? _model.Upper[_point.Basic[position]] : rate.Sign < 0 ? _model.Lower[_point.Basic[position]] : null;
            if (bound is not { } limit)
            {
                continue;
            }

            var room = BigInteger.Abs((limit * Primal!.Denominator) - Primal.Numerators[position]);
            var size = BigInteger.Abs(rate);
            var difference = leaving < 0 ? -1 : (room * leavingRate).CompareTo(leavingRoom * size);
            if (difference < 0 || (difference == 0 && (Pivots > PivotsBeforeBland ? _point.Basic[position] < _point.Basic[leaving] : size > leavingRate)))
            {
                (leaving, leavingRoom, leavingRate) = (position, room, size);
            }
        }

        // The member may reach its own other bound first: room / Denominator against span, rates over the column's denominator.
        if (_model.Lower[entering] is { } lower && _model.Upper[entering] is { } upper
            && (leaving < 0 || leavingRoom * column.Denominator >= (upper - lower) * leavingRate * Primal!.Denominator))
        {
            _point.Status[entering] = _point.Status[entering] == BasisStatus.AtLower ? BasisStatus.AtUpper : BasisStatus.AtLower;
            return null;
        }

        if (leaving < 0)
        {
            return ExactEnd.Unbounded;
        }

        var rises = (-direction * column.Numerators[leaving]).Sign > 0;
        _point.Exchange(leaving, entering, rises ? BasisStatus.AtUpper : BasisStatus.AtLower);
        return null;
    }
}
