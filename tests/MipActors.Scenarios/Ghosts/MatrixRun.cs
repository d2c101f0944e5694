using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MipActors.Scenarios.Ghosts;

/// <summary>The cells of a test run, in order: the next ones run already while the first is waited for.</summary>
public sealed class MatrixRun : ITestCaseOrderer
{
    private static readonly ConcurrentQueue<Cell> Ahead = [];
    private static readonly ConcurrentDictionary<Cell, Task<Verdict>> Running = [];

    /// <summary>xunit asks for the order of just those cases that its filter lets through.</summary>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
    {
        var ordered = testCases.OrderBy(one => CellOf(one) is { } cell ? Matrix.Cells.ToList().IndexOf(cell) : -1).ToList();
        foreach (var cell in ordered.Select(one => CellOf(one)).OfType<Cell>())
        {
            Ahead.Enqueue(cell);
        }

        return ordered;
    }

    /// <summary>The verdict over a cell; starts it and those that come after it, as far as there is room.</summary>
    public static Task<Verdict> VerdictAsync(Cell cell, GuestCopies guests)
    {
        while (Ahead.TryDequeue(out var next))
        {
            Start(next, guests);
        }

        return Start(cell, guests);
    }

    private static Task<Verdict> Start(Cell cell, GuestCopies guests) => Running.GetOrAdd(
        cell,
        one => HarnessRun.RunAsync(new Order(
            [one.Fault], one.Child, one.Layer, guests.CacheFor(one.Child), one.User == User.Root ? null : OrdinaryUser.Id)));

    private static Cell? CellOf(ITestCase test) => test.TestMethodArguments is [Fault fault, Child child, Layer layer, User user] ? new Cell(fault, child, layer, user) : null;
}
