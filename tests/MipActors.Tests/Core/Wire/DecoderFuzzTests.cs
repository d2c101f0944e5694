using System.Diagnostics;
using System.Globalization;
using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using Xunit.Abstractions;

namespace MipActors.Tests.Core.Wire;

/// <summary>
/// Hostile payloads into every decoder: each is taken or refused with a WireException, soon, and with memory in proportion to its length.
/// MIPACTORS_FUZZ_FRAMES says how many (20,000 without it), MIPACTORS_FUZZ_SEED which (others at each run without it).
/// </summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    private const int MemoryFactor = 64;
    private const int MemoryConstant = 32 * 1024;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    // Two columns or rows, so that shapes and mutated shapes have a chance to agree.
    private static readonly Solution Answer = new()
    {
        Status = SolveStatus.Optimal,
        Solver = "highs",
        Objective = 3,
        Values = [1, 2],
        RowDuals = [0, 1],
        ReducedCosts = [1, 0],
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["seed"] = "0", ["threads"] = "1" },
    };

    // One set: no name, type 1, one member: column 0 with the weight 0.
    private static readonly byte[] OneSet = [1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, .. new byte[12]];

    private static int Frames => Setting("MIPACTORS_FUZZ_FRAMES") ?? 20_000;

    [Fact]
    public void Hostile_models_are_refused_or_taken_and_nothing_else() =>
        Fuzz(Generate.Model.Select(Payloads.Encode), bytes => Payloads.DecodeModel(bytes));

    [Fact]
    public void Hostile_solve_calls_are_refused_or_taken_and_nothing_else() =>
        Fuzz(Generate.Call.Select(call => SolveCallCodec.Encode(call).ToArray()), bytes => SolveCallCodec.Encode(SolveCallCodec.Decode(bytes)));

    [Fact]
    public void Hostile_ordered_sets_are_refused_or_taken_and_nothing_else() => Fuzz(
        Generate.Call.Select(call => SolveCallCodec.Encode(call).ToArray().Concat(OneSet).ToArray()),
        bytes => SolveCallCodec.DecodeStated(bytes));

    [Fact]
    public void Hostile_solutions_are_refused_or_taken_and_nothing_else() => Fuzz(
        Gen.OneOf(Gen.Const(Answer), Generate.Solution.Select(any => any.Solution)).Select(solution => SolutionCodec.Encode(solution).ToArray()),
        bytes => SolutionCodec.Decode(bytes, columns: 2, rows: 2));

    [Fact]
    public void Hostile_progress_is_refused_or_taken_and_nothing_else() =>
        Fuzz(Generate.Progress.Select(progress => SolutionCodec.Encode(progress).ToArray()), bytes => SolutionCodec.DecodeProgress(bytes));

    [Fact]
    public void Hostile_streams_are_refused_or_taken_and_nothing_else()
    {
        var key = SessionKey.Create();
        var stream = Gen.Byte.Array[0, 60].Array[1, 3].Select(payloads =>
        {
            using var pipe = new MemoryStream();
            var sender = new FrameChannel(Stream.Null, pipe, key);
            foreach (var payload in payloads)
            {
                AtOnce.Done(sender.WriteAsync(new Frame(FrameType.Log, payload), default));
            }

            return pipe.ToArray();
        });

        // Each frame may take its first chunk of 1 MiB.
        Fuzz(stream, bytes => ReadAll(bytes, key), constant: 5 << 20);
    }

    private static void ReadAll(byte[] bytes, SessionKey key)
    {
        var channel = new FrameChannel(new MemoryStream(bytes), Stream.Null, key, Frame.HardCapBytes);
        while (AtOnce.Done(channel.ReadAsync(default)) is not null)
        {
        }
    }

    private void Fuzz(Gen<byte[]> valid, Action<byte[]> decode, int constant = MemoryConstant)
    {
        var seed = Setting("MIPACTORS_FUZZ_SEED") ?? Random.Shared.Next();
        var random = new Random(seed);
        var frames = Math.Max(1, Frames / 5);
        int taken = 0, refused = 0;
        long mostBytes = 0;
        var all = Stopwatch.StartNew();
        foreach (var payload in Seeds(valid, random, frames))
        {
            var hostile = Mutation.Of(payload, random);
            var clock = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                decode(hostile);
                taken++;
            }
            catch (WireException)
            {
                refused++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {seed}: {fault.GetType().Name} of {Convert.ToHexString(hostile)}{Environment.NewLine}{fault}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            mostBytes = Math.Max(mostBytes, allocated);
            if (allocated > ((long)MemoryFactor * hostile.Length) + constant || Stopwatch.GetElapsedTime(clock) > Soon)
            {
                Assert.Fail($"seed {seed}: {allocated} bytes, {Stopwatch.GetElapsedTime(clock)} for {Convert.ToHexString(hostile)}");
            }
        }

        output.WriteLine($"{frames} frames: {taken} taken, {refused} refused, at most {mostBytes} bytes allocated, {all.Elapsed}, seed {seed}");
        Assert.True(frames < 1_000 || (taken > 0 && refused > 0), $"{taken} taken, {refused} refused: the mutations test only one side");
    }

    /// <summary>Valid payloads, a new one for every sixteen frames.</summary>
    private static IEnumerable<byte[]> Seeds(Gen<byte[]> valid, Random random, int frames)
    {
        var source = new PCG((uint)random.Next(), (ulong)random.NextInt64());
        var payload = Array.Empty<byte>();
        for (var frame = 0; frame < frames; frame++)
        {
            payload = frame % 16 == 0 ? valid.Generate(source, null, out _) : payload;
            yield return payload;
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
