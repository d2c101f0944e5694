namespace MipActors.Core.Verification;

/// <summary>
/// A sparse LU factorization of a basis matrix modulo a prime: exact, so that pivots are chosen for sparsity alone (Markowitz 1957).
/// Rows and columns with a single entry come first and cost nothing; in bases of LPs they are the most.
/// </summary>
internal sealed class ModularFactors
{
    /// <summary>The largest prime below 2^31, a constant so that remainders need no division.</summary>
    public const long Prime = 2_147_483_647;

    private readonly int _size;
    private readonly int[] _pivotRow;
    private readonly int[] _pivotColumn;
    private readonly long[] _inverse;
    private readonly (int Row, long Multiplier)[][] _lower;
    private readonly (int Column, long Value)[][] _upper;

    private ModularFactors(int size)
    {
        _size = size;
        (_pivotRow, _pivotColumn, _inverse) = (new int[size], new int[size], new long[size]);
        (_lower, _upper) = (new (int, long)[size][], new (int, long)[size][]);
    }

    /// <summary>
    /// Factors a matrix. When it is singular (modulo the prime) the result is null, and <c>missing</c> pairs columns that depend on the
    /// others with rows that none of them covers.
    /// </summary>
    public static ModularFactors? Of(BasisMatrix matrix, out List<(int Column, int Row)> missing, CancellationToken cancellation) =>
        new ModularFactors(matrix.Size).Factor(matrix, out missing, cancellation);

    /// <summary>Solves with the matrix, or its transpose, modulo the prime; overwrites the right-hand side and returns the solution.</summary>
    public long[] Solve(long[] rhs, bool isTransposed) => isTransposed ? SolveTransposed(rhs) : SolveStraight(rhs);

    private long[] SolveStraight(long[] rhs)
    {
        for (var k = 0; k < _size; k++)
        {
            var value = rhs[_pivotRow[k]];
            if (value != 0)
            {
                foreach (var (row, multiplier) in _lower[k])
                {
                    rhs[row] = (rhs[row] + (multiplier * value)) % Prime;
                }
            }
        }

        var x = new long[_size];
        for (var k = _size - 1; k >= 0; k--)
        {
            var sum = rhs[_pivotRow[k]];
            foreach (var (column, value) in _upper[k])
            {
                sum = (sum + (value * x[column])) % Prime;
            }

            x[_pivotColumn[k]] = sum * _inverse[k] % Prime;
        }

        return x;
    }

    private long[] SolveTransposed(long[] rhs)
    {
        var y = new long[_size];
        for (var k = 0; k < _size; k++)
        {
            var value = rhs[_pivotColumn[k]] * _inverse[k] % Prime;
            y[_pivotRow[k]] = value;
            if (value != 0)
            {
                foreach (var (column, entry) in _upper[k])
                {
                    rhs[column] = (rhs[column] + (entry * value)) % Prime;
                }
            }
        }

        for (var k = _size - 1; k >= 0; k--)
        {
            var sum = y[_pivotRow[k]];
            foreach (var (row, multiplier) in _lower[k])
            {
                sum = (sum + (multiplier * y[row])) % Prime;
            }

            y[_pivotRow[k]] = sum;
        }

        return y;
    }

    private ModularFactors? Factor(BasisMatrix matrix, out List<(int Column, int Row)> missing, CancellationToken cancellation)
    {
        missing = [];
        var active = new ActiveMatrix(matrix);
        for (var k = 0; k < _size; k++)
        {
            if ((k & 63) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (active.ChoosePivot() is not ({ } row, { } column))
            {
                missing = active.Unpaired();
                return null;
            }

            (_pivotRow[k], _pivotColumn[k]) = (row, column);
            // Signs are turned here once: both triangles are added later, never subtracted.
            (_inverse[k], _lower[k], _upper[k]) = active.Eliminate(row, column);
        }

        return this;
    }

    /// <summary>What is left to be factored: rows with values, columns with their rows (which may have lost the entry since).</summary>
    private sealed class ActiveMatrix
    {
        private readonly Dictionary<int, long>[] _rows;
        private readonly HashSet<int>[] _columns;
        private readonly bool[] _rowDone;
        private readonly bool[] _columnDone;
        private readonly Stack<int> _singleColumns = new();
        private readonly Stack<int> _singleRows = new();
        private List<int>? _rest;

        public ActiveMatrix(BasisMatrix matrix)
        {
            var size = matrix.Size;
            (_rows, _columns) = (new Dictionary<int, long>[size], new HashSet<int>[size]);
            (_rowDone, _columnDone) = (new bool[size], new bool[size]);
            for (var i = 0; i < size; i++)
            {
                (_rows[i], _columns[i]) = ([], []);
            }

            for (var k = 0; k < size; k++)
            {
                for (var at = matrix.Starts[k]; at < matrix.Starts[k + 1]; at++)
                {
                    var value = (long)(matrix.Values[at] % Prime);
                    if (value != 0)
                    {
                        _rows[matrix.RowOf[at]][k] = value < 0 ? value + Prime : value;
                        _columns[k].Add(matrix.RowOf[at]);
                    }
                }
            }

            for (var i = 0; i < size; i++)
            {
                Note(i);
                NoteColumn(i);
            }
        }

        public (int? Row, int? Column) ChoosePivot()
        {
            while (_singleColumns.TryPop(out var column))
            {
                if (!_columnDone[column] && _columns[column].Count == 1)
                {
                    return (_columns[column].First(), column);
                }
            }

            while (_singleRows.TryPop(out var row))
            {
                if (!_rowDone[row] && _rows[row].Count == 1)
                {
                    return (row, _rows[row].First().Key);
                }
            }

            return Markowitz();
        }

        public (long Inverse, (int Row, long Multiplier)[] Lower, (int Column, long Value)[] Upper) Eliminate(int row, int column)
        {
            (_rowDone[row], _columnDone[column]) = (true, true);
            var pivotRow = _rows[row];
            pivotRow.Remove(column, out var pivot);
            var inverse = Inverse(pivot);
            var lower = new List<(int, long)>(_columns[column].Count - 1);
            foreach (var other in _columns[column])
            {
                if (other == row)
                {
                    continue;
                }

                _rows[other].Remove(column, out var value);
                var multiplier = Prime - (value * inverse % Prime);
                lower.Add((other, multiplier));
                AddMultiple(other, pivotRow, multiplier);
                Note(other);
            }

            var upper = new (int, long)[pivotRow.Count];
            var at = 0;
            foreach (var (one, value) in pivotRow)
            {
                upper[at++] = (one, Prime - value);
                _columns[one].Remove(row);
                NoteColumn(one);
            }

            _rows[row] = [];
            _columns[column] = [];
            return (inverse, [.. lower], upper);
        }

        public List<(int Column, int Row)> Unpaired() =>
            [.. Left(_columnDone).Zip(Left(_rowDone))];

        private static IEnumerable<int> Left(bool[] done) => Enumerable.Range(0, done.Length).Where(i => !done[i]);

        private void AddMultiple(int target, Dictionary<int, long> source, long multiplier)
        {
            var row = _rows[target];
            foreach (var (column, value) in source)
            {
                ref var entry = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(row, column, out var exists);
                entry = (entry + (multiplier * value)) % Prime;
                if (!exists)
                {
                    _columns[column].Add(target);
                }
                else if (entry == 0)
                {
                    row.Remove(column);
                    _columns[column].Remove(target);
                    NoteColumn(column);
                }
            }
        }

        /// <summary>The column with the fewest entries, and of its rows the shortest.</summary>
        private (int? Row, int? Column) Markowitz()
        {
            _rest ??= [.. Left(_columnDone)];
            var best = -1;
            var kept = 0;
            for (var at = 0; at < _rest.Count; at++)
            {
                var column = _rest[at];
                if (_columnDone[column])
                {
                    continue;
                }

                _rest[kept++] = column;
                if (_columns[column].Count > 0 && (best < 0 || _columns[column].Count < _columns[best].Count))
                {
                    best = column;
                }
            }

            _rest.RemoveRange(kept, _rest.Count - kept);
            return best < 0 ? (null, null) : (_columns[best].MinBy(row => _rows[row].Count), best);
        }

        private void Note(int row)
        {
            if (!_rowDone[row] && _rows[row].Count == 1)
            {
                _singleRows.Push(row);
            }
        }

        private void NoteColumn(int column)
        {
            if (!_columnDone[column] && _columns[column].Count == 1)
            {
                _singleColumns.Push(column);
            }
        }

        private static long Inverse(long value)
        {
            // Fermat: value^(p − 2).
            long result = 1, power = value;
            for (var exponent = Prime - 2; exponent > 0; exponent >>= 1)
            {
                result = (exponent & 1) != 0 ? result * power % Prime : result;
                power = power * power % Prime;
            }

            return result;
        }
    }
}
