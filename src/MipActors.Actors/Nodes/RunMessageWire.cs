using System.Diagnostics;
using MipActors.Actors.Runs;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Actors.Nodes;

/// <summary>The binary form of each <see cref="RunMessage"/>: job id, attempt, and what is its own.</summary>
internal static class RunMessageWire
{
    public const int MostIdBytes = 64;
    private const int MostTextBytes = 1 << 17;

    /// <summary>W3C trace context: version, trace, span and flags in hexadecimal.</summary>
    private const int TraceParentBytes = 55;

    public static void Write(WireWriter writer, RunMessage message)
    {
        writer.Text(message.JobId);
        writer.Count(message.Attempt);
        switch (message)
        {
            case StartRun start:
                writer.Int64(start.Timeout.Ticks);
                writer.Int64(start.Remaining.Ticks);
                writer.Text(TraceParent(start.Trace));
                Block(writer, SolveRequestCodec.Encode(start.Request).Span);
                break;
            case StopRun stop:
                writer.Byte((byte)stop.Why);
                break;
            case RunProgress progress:
                writer.Byte((byte)progress.Progress.Stage);
                writer.Text(progress.Progress.Message);
                Block(writer, progress.Progress.Solve is { } solve ? SolutionCodec.Encode(solve).Span : default);
                break;
            case RunPrint print:
                writer.Byte(print.Print.IsError ? (byte)1 : (byte)0);
                writer.Text(print.Print.Text);
                break;
            case RunReport report:
                Block(writer, JobReportCodec.Encode(report.Report).Span);
                break;
        }
    }

    public static StartRun ReadStart(ref WireReader reader)
    {
        var (id, attempt) = ReadId(ref reader);
        var (timeout, remaining) = (reader.Int64(), reader.Int64());
        var trace = ReadTrace(reader.Text(TraceParentBytes));
        var request = SolveRequestCodec.Decode(Block(ref reader));
        // What is left may be nothing by now: the Run then says so.
        return timeout > 0 ? new StartRun(id, attempt, request, new TimeSpan(timeout), new TimeSpan(Math.Clamp(remaining, 0, timeout))) { Trace = trace }
            : throw new WireException("a job without time");
    }

    public static StopRun ReadStop(ref WireReader reader)
    {
        var (id, attempt) = ReadId(ref reader);
        return new StopRun(id, attempt, reader.Enum<StopCause>());
    }

    public static RunProgress ReadProgress(ref WireReader reader)
    {
        var (id, attempt) = ReadId(ref reader);
        var (stage, text) = (reader.Enum<JobStage>(), reader.Text(MostTextBytes));
        var solve = Block(ref reader);
        return new RunProgress(id, attempt, new JobProgress(stage, text, solve.IsEmpty ? null : SolutionCodec.DecodeProgress(solve)));
    }

    public static RunPrint ReadPrint(ref WireReader reader)
    {
        var (id, attempt) = ReadId(ref reader);
        return new RunPrint(id, attempt, new ProgramPrint(reader.Byte() != 0, reader.Text(MostTextBytes)));
    }

    public static RunReport ReadReport(ref WireReader reader)
    {
        var (id, attempt) = ReadId(ref reader);
        return new RunReport(id, attempt, JobReportCodec.Decode(Block(ref reader)));
    }

    private static (string Id, int Attempt) ReadId(ref WireReader reader) => (reader.Text(MostIdBytes), reader.Count());

    private static string TraceParent(ActivityContext trace) =>
        trace == default ? "" : $"00-{trace.TraceId}-{trace.SpanId}-{(trace.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}";

    private static ActivityContext ReadTrace(string parent) => parent.Length == 0 ? default
        : ActivityContext.TryParse(parent, null, isRemote: true, out var trace) ? trace : throw new WireException("a trace that is no W3C traceparent");

    private static void Block(WireWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Count(bytes.Length);
        writer.Bytes(bytes);
    }

    private static ReadOnlySpan<byte> Block(ref WireReader reader) => reader.Bytes(reader.Count());
}
