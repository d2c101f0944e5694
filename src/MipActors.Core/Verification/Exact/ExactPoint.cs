using System.Numerics;
using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>
/// A basis of an <see cref="ExactModel"/> with its factors: which members are basic, where the others stand, and the primal and dual
/// values that follow, in fractions.
/// </summary>
internal sealed class ExactPoint
{
    private readonly ExactModel _model;
    private readonly CancellationToken _cancellation;
    private BasisMatrix _matrix = null!;
    private ModularFactors _factors = null!;

    public ExactPoint(ExactModel model, Basis basis, CancellationToken cancellation)
    {
        (_model, _cancellation) = (model, cancellation);
        Status = [.. basis.Columns, .. basis.Rows];
        for (var member = 0; member < Status.Length; member++)
        {
            if (Status[member] != BasisStatus.Basic)
            {
                Status[member] = Settled(member, Status[member]);
            }
        }

        Basic = [.. Enumerable.Range(0, Status.Length).Where(member => Status[member] == BasisStatus.Basic)];
    }

    /// <summary>Where each member stands.</summary>
    public BasisStatus[] Status { get; }

    /// <summary>The basic members, one for each row of the matrix.</summary>
    public int[] Basic { get; private set; }

    /// <summary>
    /// Factors the matrix of the basic members. Members that depend on the others are replaced by the activities of rows that are
    /// not covered; false when that does not mend it.
    /// </summary>
    public bool Factor()
    {
        if (Basic.Length != _model.Rows)
        {
            return false;
        }

        for (var attempt = 0; attempt < 3; attempt++)
        {
            _matrix = new BasisMatrix(_model, Basic);
            if (ModularFactors.Of(_matrix, out var missing, _cancellation) is { } factors)
            {
                _factors = factors;
                return true;
            }

            foreach (var (column, row) in missing)
            {
                var leaving = Basic[column];
                Basic[column] = _model.Columns + row;
                (Status[leaving], Status[Basic[column]]) = (Settled(leaving, BasisStatus.AtLower), BasisStatus.Basic);
            }
        }

        return false;
    }

    /// <summary>Values of the basic members, in the order of <see cref="Basic"/>, times the model's scale of bounds.</summary>
    public RationalVector? Primal()
    {
        var rhs = new BigInteger[_model.Rows];
        for (var member = 0; member < Status.Length; member++)
        {
            if (Status[member] != BasisStatus.Basic && ValueOf(member) is { IsZero: false } value)
            {
                AddColumn(rhs, member, -value);
            }
        }

        return RationalSolve.Solve(_matrix, _factors, rhs, isTransposed: false, _cancellation);
    }

    /// <summary>Row multipliers for these costs of the basic members.</summary>
    public RationalVector? Multipliers(Func<int, BigInteger> costOf) =>
        RationalSolve.Solve(_matrix, _factors, Array.ConvertAll(Basic, member => costOf(member)), isTransposed: true, _cancellation);

    /// <summary>Row multipliers that single out one basic member.</summary>
    public RationalVector? RowOf(int position)
    {
        var unit = new BigInteger[_model.Rows];
        unit[position] = BigInteger.One;
        return RationalSolve.Solve(_matrix, _factors, unit, isTransposed: true, _cancellation);
    }

    /// <summary>How the basic members answer to one unit of a nonbasic one, with the sign turned.</summary>
    public RationalVector? ColumnOf(int member)
    {
        var rhs = new BigInteger[_model.Rows];
        AddColumn(rhs, member, BigInteger.One);
        return RationalSolve.Solve(_matrix, _factors, rhs, isTransposed: false, _cancellation);
    }

    /// <summary>The product of row multipliers with the column of a member.</summary>
    public BigInteger Dot(BigInteger[] multipliers, int member) => Dot(_model, multipliers, member);

    /// <summary>The product of row multipliers with the column of a member.</summary>
    public static BigInteger Dot(ExactModel model, BigInteger[] multipliers, int member)
    {
        if (member >= model.Columns)
        {
            return -multipliers[member - model.Columns];
        }

        var sum = BigInteger.Zero;
        for (var at = model.Starts[member]; at < model.Starts[member + 1]; at++)
        {
            if (!multipliers[model.RowOf[at]].IsZero)
            {
                sum += model.Values[at] * multipliers[model.RowOf[at]];
            }
        }

        return sum;
    }

    /// <summary>Makes a nonbasic member basic in place of another, which then stands at one of its bounds.</summary>
    public void Exchange(int position, int entering, BasisStatus leavingTo)
    {
        var leaving = Basic[position];
        Status[leaving] = Settled(leaving, leavingTo);
        Status[entering] = BasisStatus.Basic;
        Basic[position] = entering;
    }

    /// <summary>The value of a nonbasic member, times the scale of bounds.</summary>
    public BigInteger ValueOf(int member) => Status[member] switch
    {
        BasisStatus.AtLower => _model.Lower[member]!.Value,
        BasisStatus.AtUpper => _model.Upper[member]!.Value,
        _ => BigInteger.Zero,
    };

    /// <summary>A bound that the member has.</summary>
    private BasisStatus Settled(int member, BasisStatus wish) => (_model.Lower[member], _model.Upper[member]) switch
    {
        (null, null) => BasisStatus.Free,
        (null, _) => BasisStatus.AtUpper,
        (_, null) => BasisStatus.AtLower,
        _ => wish == BasisStatus.AtUpper ? BasisStatus.AtUpper : BasisStatus.AtLower,
    };

    private void AddColumn(BigInteger[] target, int member, BigInteger times)
    {
        if (member >= _model.Columns)
        {
            target[member - _model.Columns] -= times;
            return;
        }

        for (var at = _model.Starts[member]; at < _model.Starts[member + 1]; at++)
        {
            target[_model.RowOf[at]] += _model.Values[at] * times;
        }
    }
}
