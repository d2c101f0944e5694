using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Sandbox;

namespace MipActors.Tests.Sandbox;

/// <summary>The server's side of the conversation, against a child that says whatever the test likes.</summary>
public sealed class SandboxSessionTests : IDisposable
{
    private const string Ready = """
        {"pyodide": "1", "python": "2", "pulp": "3", "deno": "4", "fromSnapshot": true, "startMilliseconds": 5}
        """;

    private const string Finished = """{"outcome": "completed", "message": "", "solves": 0}""";

    private static readonly SandboxInstallation Nowhere = new()
    {
        DenoPath = "/deno", PyodideFolder = "/pyodide", PulpFolder = "/pulp", PulpVersion = "2.6.0", GuestFolder = "/guest",
    };

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
    private readonly MemoryStream _toChild = new();
    private readonly Pipe _fromChild = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly SandboxSession _session;
    private readonly IAsyncEnumerator<SandboxMessage> _messages;

    public SandboxSessionTests()
    {
        var limits = new SandboxLimits { MaxOutputBytes = 10, MaxFrameBytes = 4096, MaxSolves = 2 };
        _session = new SandboxSession(_toChild, _fromChild.Reader.AsStream(), limits);
        _messages = _session.ReadAllAsync(_patience.Token).GetAsyncEnumerator();
    }

    public void Dispose()
    {
        _session.Dispose();
        _patience.Dispose();
    }

    [Fact]
    public async Task A_whole_conversation_goes_from_hello_to_finished()
    {
        await RunningAsync();
        Say(FrameType.Output, [1, .. "hé"u8]);
        Say(FrameType.Solve, Call());
        Say(FrameType.Finished, """
            {"outcome": "severalProblems", "message": "m", "solves": 7, "line": 3, "warnings": ["w"], "stderrDroppedBytes": 4,
             "problems": [{"name": "p", "variables": 1, "constraints": 2}]}
            """);
        _fromChild.Writer.Complete();

        Assert.Equal(new SandboxOutput(OutputChannel.Stdout, "hé"), await NextAsync());
        Assert.Equal(2, Assert.IsType<SandboxSolveRequested>(await NextAsync()).Call.Model.ColumnCount);
        await _session.SolvedAsync(Answer(2), "", _patience.Token);
        var finished = Assert.IsType<SandboxFinished>(await NextAsync());
        Assert.Equal((ProgramOutcome.SeveralProblems, "m", 1, 3, 4), (finished.Outcome, finished.Message, finished.Solves, finished.Line, finished.StderrDroppedBytes));
        Assert.Equal(["w"], finished.Warnings);
        Assert.Equal(new StatedProblem("p", 1, 2), Assert.Single(finished.Problems));
        Assert.Null(await NextAsync());
    }

    [Fact]
    public async Task A_frame_with_another_key_is_refused()
    {
        await RunningAsync();
        SayAs(SessionKey.Create(), FrameType.Finished, Encoding.UTF8.GetBytes(Finished));

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task The_key_of_the_servers_own_frames_opens_nothing()
    {
        await RunningAsync();
        SayAs(SessionKey.Read(_toChild.ToArray().AsSpan(4)), FrameType.Finished, Encoding.UTF8.GetBytes(Finished));

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Theory]
    [InlineData(FrameType.Output)]
    [InlineData(FrameType.Solve)]
    [InlineData(FrameType.Finished)]
    public async Task Nothing_of_a_program_is_accepted_before_it_runs(FrameType type)
    {
        await ReadyAsync();
        Say(type, type switch
        {
            FrameType.Output => [1, 65],
            FrameType.Solve => Call(),
            _ => Encoding.UTF8.GetBytes(Finished),
        });

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_second_ready_is_refused()
    {
        await RunningAsync();
        Say(FrameType.Ready, Ready);

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Theory]
    [InlineData(FrameType.Output)]
    [InlineData(FrameType.Solve)]
    [InlineData(FrameType.Finished)]
    public async Task Nothing_is_accepted_while_a_solve_waits_for_its_answer(FrameType type)
    {
        await RunningAsync();
        Say(FrameType.Solve, Call());
        await NextAsync();
        Say(type, type switch
        {
            FrameType.Output => [1, 65],
            FrameType.Solve => Call(),
            _ => Encoding.UTF8.GetBytes(Finished),
        });

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task Nothing_is_accepted_after_the_end_of_the_program()
    {
        await RunningAsync();
        Say(FrameType.Finished, Finished);
        await NextAsync();
        Say(FrameType.Finished, Finished);

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Theory]
    [InlineData("""not json""")]
    [InlineData("""null""")]
    [InlineData("""{}""")]
    [InlineData("""{"outcome": "completed", "message": null, "solves": 0}""")]
    [InlineData("""{"outcome": "triumph", "message": "", "solves": 0}""")]
    [InlineData("""{"outcome": 99, "message": "", "solves": 0}""")]
    [InlineData("""{"outcome": "completed", "message": "", "solves": 0, "isAdmin": true}""")]
    [InlineData("""{"outcome": "completed", "message": "", "solves": 0, "warnings": [null]}""")]
    [InlineData("""{"outcome": "completed", "message": "", "solves": 0, "problems": [{"name": "p"}]}""")]
    [InlineData("""{"outcome": "completed", "message": "", "solves": 0, "line": 1e99}""")]
    public async Task An_outcome_that_is_none_is_refused(string json)
    {
        await RunningAsync();
        Say(FrameType.Finished, json);

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 3, 65 })]
    [InlineData(new byte[] { 1, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65 })]
    public async Task Output_without_a_stream_or_beyond_the_cap_is_refused(byte[] payload)
    {
        await RunningAsync();
        Say(FrameType.Output, payload);

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_character_parted_by_frames_is_put_together_per_stream()
    {
        await RunningAsync();
        Say(FrameType.Output, [1, 0xC3]);
        Say(FrameType.Output, [2, 0xC3]);
        Say(FrameType.Output, [1, 0xA9]);
        Say(FrameType.Output, [2, 0x41]);

        string[] texts = [await TextAsync(), await TextAsync(), await TextAsync(), await TextAsync()];
        Assert.Equal(["", "", "é", "\uFFFDA"], texts);
    }

    [Fact]
    public async Task A_solve_too_many_is_refused()
    {
        await RunningAsync();
        for (var solve = 0; solve < 2; solve++)
        {
            Say(FrameType.Solve, Call());
            await NextAsync();
            await _session.SolveFailedAsync("no", _patience.Token);
        }

        Say(FrameType.Solve, Call());
        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_frame_that_is_too_long_is_refused()
    {
        await RunningAsync();
        Say(FrameType.Output, new byte[4097]);

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_refused()
    {
        await RunningAsync();
        _fromChild.Writer.AsStream().Write(new byte[7]);
        _fromChild.Writer.Complete();

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Theory]
    [InlineData(FrameType.Solution)]
    [InlineData(FrameType.Run)]
    [InlineData((FrameType)0xFF)]
    public async Task A_frame_that_sandboxes_do_not_send_is_refused(FrameType type)
    {
        await RunningAsync();
        Say(type, []);

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Fact]
    public async Task A_fault_is_the_last_word()
    {
        await RunningAsync();
        Say(FrameType.Fault, "out of memory");
        Say(FrameType.Finished, Finished);

        Assert.Equal(new SandboxFault("out of memory"), await NextAsync());
        Assert.Null(await NextAsync());
    }

    [Fact]
    public async Task The_server_can_not_answer_what_was_not_asked()
    {
        await RunningAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _session.SolvedAsync(Answer(0), "", _patience.Token).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => _session.SolveFailedAsync("no", _patience.Token).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => _session.RunAsync(new SandboxProgram(""), _patience.Token).AsTask());
    }

    [Fact]
    public async Task The_server_can_not_answer_in_another_shape()
    {
        await RunningAsync();
        Say(FrameType.Solve, Call());
        await NextAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => _session.SolvedAsync(Answer(3), "", _patience.Token).AsTask());
        await _session.SolvedAsync(Answer(2), "", _patience.Token);
    }

    [Fact]
    public async Task A_program_that_is_too_long_is_refused_and_another_may_follow()
    {
        await ReadyAsync();

        await Assert.ThrowsAsync<WireException>(() => _session.RunAsync(new SandboxProgram(new string('#', 5000)), _patience.Token).AsTask());
        await _session.RunAsync(new SandboxProgram("pass"), _patience.Token);
    }

    [Fact]
    public async Task A_program_that_is_looked_at_ends_with_its_findings()
    {
        await LookingAsync();
        Say(FrameType.Finished, """
            {"outcome": "validated", "message": "", "solves": 0,
             "findings": [{"severity": "warning", "code": "c", "message": "m", "line": 3, "column": 4}, {"severity": "error", "code": "d", "message": "n", "hint": "h"}]}
            """);

        var finished = Assert.IsType<SandboxFinished>(await NextAsync());
        Assert.Equal(
            [new(FindingSeverity.Warning, "c", "m") { Line = 3, Column = 4 }, new Finding(FindingSeverity.Error, "d", "n") { Hint = "h" }],
            finished.Findings);
    }

    [Theory]
    [InlineData(FrameType.Output, "")]
    [InlineData(FrameType.Solve, "")]
    [InlineData(FrameType.Finished, """{"outcome": "completed", "message": "", "solves": 0}""")]
    [InlineData(FrameType.Finished, """{"outcome": "solveFailed", "message": "", "solves": 0}""")]
    [InlineData(FrameType.Finished, """{"outcome": "validated", "message": "", "solves": 0, "findings": [null]}""")]
    [InlineData(FrameType.Finished, """{"outcome": "validated", "message": "", "solves": 0, "findings": [{"severity": 7, "code": "c", "message": "m"}]}""")]
    [InlineData(FrameType.Finished, """{"outcome": "validated", "message": "", "solves": 0, "findings": [{"severity": "error", "code": "c"}]}""")]
    public async Task Nothing_that_only_a_running_program_says_is_accepted_of_one_that_is_looked_at(FrameType type, string json)
    {
        await LookingAsync();
        Say(type, type switch
        {
            FrameType.Output => [1, 65],
            FrameType.Solve => Call(),
            _ => Encoding.UTF8.GetBytes(json),
        });

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    [Theory]
    [InlineData("""{"outcome": "validated", "message": "", "solves": 0}""")]
    [InlineData("""{"outcome": "completed", "message": "", "solves": 0, "findings": [{"severity": "error", "code": "c", "message": "m"}]}""")]
    public async Task A_program_that_runs_can_not_pass_for_one_that_was_looked_at(string json)
    {
        await RunningAsync();
        Say(FrameType.Finished, json);

        await Assert.ThrowsAsync<WireException>(NextAsync);
    }

    private static Solution Answer(int columns) => new() { Status = SolveStatus.Optimal, Values = new double[columns], Solver = "t" };

    private static byte[] Call() => SolveCallCodec.Encode(new SolveCall(SolveOptions.Default, new LinearModel
    {
        Name = "m",
        Sense = ObjectiveSense.Minimize,
        Cost = [1, 2],
        ColumnLower = [0, 0],
        ColumnUpper = [1, 1],
        Kinds = [VariableKind.Continuous, VariableKind.Integer],
        ColumnNames = ["x", "y"],
        RowLower = [1],
        RowUpper = [1],
        RowNames = ["r"],
        Matrix = new SparseMatrix([0, 2], [0, 1], [1, 1]),
    })).ToArray();

    private async Task ReadyAsync()
    {
        await _session.HelloAsync(Nowhere, _patience.Token);
        Say(FrameType.Ready, Ready);
        Assert.Equal(new SandboxReady("1", "2", "3", "4", true, 5), await NextAsync());
    }

    private async Task LookingAsync()
    {
        await ReadyAsync();
        await _session.RunAsync(new SandboxProgram("pass") { Mode = ProgramMode.Validate }, _patience.Token);
    }

    private async Task RunningAsync()
    {
        await ReadyAsync();
        await _session.RunAsync(new SandboxProgram("pass"), _patience.Token);
    }

    private async Task<SandboxMessage?> NextAsync() => await _messages.MoveNextAsync() ? _messages.Current : null;

    private async Task<string> TextAsync() => Assert.IsType<SandboxOutput>(await NextAsync()).Text;

    private void Say(FrameType type, string text) => Say(type, Encoding.UTF8.GetBytes(text));

    // The key is in the settings of the Hello, as a child would learn it.
    private void Say(FrameType type, byte[] payload)
    {
        var sent = _toChild.ToArray();
        var hello = JsonElement.Parse(sent.AsSpan(Frame.HeaderBytes, BitConverter.ToInt32(sent)));
        SayAs(SessionKey.Read(Convert.FromHexString(hello.GetProperty("replyKey").GetString()!)), type, payload);
    }

    private void SayAs(SessionKey key, FrameType type, byte[] payload)
    {
        var header = new byte[Frame.HeaderBytes];
        BitConverter.TryWriteBytes(header, payload.Length);
        key.Write(header.AsSpan(4));
        header[20] = (byte)type;
        var pipe = _fromChild.Writer.AsStream(leaveOpen: true);
        pipe.Write(header);
        pipe.Write(payload);
    }
}
