using System.IO.Pipelines;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Solving;

namespace MipActors.Tests.Solving;

/// <summary>The server's side holds a worker to the protocol.</summary>
public sealed class WorkerSessionTests : IDisposable
{
    private readonly Pipe _toChild = new();
    private readonly Pipe _fromChild = new();
    private readonly WorkerSession _session;
    private readonly FrameChannel _child;

    public WorkerSessionTests()
    {
        _session = new WorkerSession(_toChild.Writer.AsStream(), _fromChild.Reader.AsStream());
        _child = new FrameChannel(_toChild.Reader.AsStream(), _fromChild.Writer.AsStream(), key: null);
    }

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;

    [Fact]
    public async Task A_solution_without_a_question_breaks_the_protocol()
    {
        await ReadyAsync();
        await SayAsync(FrameType.Solution, SolutionCodec.Encode(new Solution { Status = SolveStatus.Infeasible, Solver = "scip" }));
        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_second_ready_breaks_the_protocol()
    {
        await ReadyAsync();
        await SayAsync(FrameType.Ready, "{}"u8.ToArray());
        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_frame_of_a_sandbox_breaks_the_protocol()
    {
        await ReadyAsync();
        await SayAsync(FrameType.Output, new byte[] { 1, 65 });
        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_solution_of_another_shape_breaks_the_protocol()
    {
        await ReadyAsync();
        await _session.SolveAsync(new SolveCall(SolveOptions.Default, Models.Wyndor()), Patience);
        var solution = new Solution { Status = SolveStatus.Optimal, Solver = "scip", Objective = 1, Values = [1, 2, 3] };
        await SayAsync(FrameType.Solution, SolutionCodec.Encode(solution));
        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_call_before_ready_is_an_error_of_the_caller()
    {
        await _session.HelloAsync(Patience);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _session.SolveAsync(new SolveCall(SolveOptions.Default, Models.Wyndor()), Patience));
    }

    [Fact]
    public async Task After_a_refusal_the_next_call_may_follow()
    {
        await ReadyAsync();
        await _session.SolveAsync(new SolveCall(SolveOptions.Default, Models.Wyndor()), Patience);
        var texts = new WireWriter();
        texts.Text("bad-model");
        texts.Text("no");
        await SayAsync(FrameType.Refused, texts.Written);
        Assert.Equal(new WorkerMessage.Refused("bad-model", "no"), await NextAsync());
        Assert.False(_session.IsBusy);
        await _session.SolveAsync(new SolveCall(SolveOptions.Default, Models.Wyndor()), Patience);
        Assert.True(_session.IsBusy);
    }

    public void Dispose() => _session.Dispose();

    private async Task ReadyAsync()
    {
        await _session.HelloAsync(Patience);
        Assert.Equal(FrameType.Hello, (await _child.ReadAsync(Patience))!.Value.Type);
        await SayAsync(FrameType.Ready, """{"worker":"1"}"""u8.ToArray());
        Assert.IsType<WorkerMessage.Ready>(await NextAsync());
    }

    private async Task SayAsync(FrameType type, ReadOnlyMemory<byte> payload) => await _child.WriteAsync(new Frame(type, payload), Patience);

    private async Task<WorkerMessage> NextAsync()
    {
        await foreach (var message in _session.ReadAllAsync(Patience))
        {
            return message;
        }

        throw new EndOfStreamException();
    }
}
