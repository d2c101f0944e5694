using System.Runtime.CompilerServices;
using System.Text;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MipActors.Actors.Executors;

namespace MipActors.Scenarios.Decisions;

/// <summary>What goes between a child's pipes and its actor, with pipes of a test's own.</summary>
public sealed class ChildTrafficSpec : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _life = new();
    private readonly TestProbe _owner;
    private readonly ChildTraffic _traffic;

    public ChildTrafficSpec()
    {
        _owner = CreateTestProbe();
        _traffic = new ChildTraffic(_owner, _life.Token);
    }

    protected override void AfterAll()
    {
        _life.Cancel();
        base.AfterAll();
        _life.Dispose();
    }

    [Fact]
    public async Task Words_go_out_one_after_the_other_also_those_from_before_it_was_opened()
    {
        var first = new TaskCompletionSource();
        var said = new List<int>();
        _traffic.Say(async _ =>
        {
            await first.Task;
            said.Add(1);
        });
        var last = new TaskCompletionSource();
        _traffic.Say(_ =>
        {
            said.Add(2);
            last.SetResult();
            return ValueTask.CompletedTask;
        });
        _traffic.Open(Silent);
        first.SetResult();
        await last.Task.WaitAsync(Patience);
        Assert.Equal([1, 2], said);
    }

    [Fact]
    public async Task What_the_child_says_and_that_its_pipe_ended_are_told()
    {
        _traffic.Open(_ => SayAsync("a", "b"));
        Assert.Equal("a", (await _owner.ExpectMsgAsync<ChildTraffic.Heard>(Patience)).Message);
        Assert.Equal("b", (await _owner.ExpectMsgAsync<ChildTraffic.Heard>(Patience)).Message);
        Assert.Null((await _owner.ExpectMsgAsync<ChildTraffic.Ended>(Patience)).Fault);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_pipe_is_an_end_and_a_broken_protocol_is_a_fault(bool isPipe)
    {
        _traffic.Open(_ => ThrowAsync(isPipe ? new IOException("broken pipe") : new FormatException("no frame")));
        Assert.Equal(!isPipe, (await _owner.ExpectMsgAsync<ChildTraffic.Ended>(Patience)).Fault is FormatException);
    }

    [Fact]
    public async Task A_word_that_can_not_be_written_ends_it_without_a_fault_one_that_can_not_be_made_with_it()
    {
        _traffic.Open(Silent);
        _traffic.Say(_ => throw new IOException("broken pipe"));
        await _owner.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));

        var other = new ChildTraffic(_owner, _life.Token);
        other.Open(Silent);
        other.Say(_ => throw new InvalidOperationException("too large a frame"));
        Assert.IsType<InvalidOperationException>((await _owner.ExpectMsgAsync<ChildTraffic.Ended>(Patience)).Fault);
    }

    [Fact]
    public async Task Of_a_flood_on_stderr_the_first_lines_are_told_and_all_of_it_is_read()
    {
        using var stderr = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, ChildTraffic.MostErrorLines + 50).Select(i => $"line {i}\n"))));
        _traffic.ReadErrors(stderr);
        for (var i = 0; i < ChildTraffic.MostErrorLines; i++)
        {
            Assert.Equal($"line {i}", (await _owner.ExpectMsgAsync<ChildTraffic.ErrorLine>(Patience)).Text);
        }

        await _owner.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal(stderr.Length, stderr.Position);
    }

    private static async IAsyncEnumerable<object> SayAsync(params string[] words)
    {
        foreach (var word in words)
        {
            await Task.Yield();
            yield return word;
        }
    }

    private static async IAsyncEnumerable<object> ThrowAsync(Exception fault)
    {
        await Task.Yield();
        throw fault;
#pragma warning disable CS0162 // An iterator needs it.
        yield break;
#pragma warning restore CS0162
    }

    /// <summary>A child that lives and says nothing.</summary>
    private static async IAsyncEnumerable<object> Silent([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        yield break;
    }
}
