using System.Diagnostics;
using System.Text;
using Akka.Actor;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Actors.Runs;

/// <summary>What the job of a Run hears of it: stages and progress, what is printed, how it ends.</summary>
internal sealed class JobLine(StartRun start, IActorRef job, RunRecord record, long mostOutput)
{
    private const int MostLogCharacters = 256 * 1024;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(250);

    private readonly StringBuilder _solveLog = new();
    private long _lastProgress;

    /// <summary>The log of the running solve that goes back to the program with the answer; empty where it was printed.</summary>
    public string SolveLog => _solveLog.ToString();

    /// <summary>The attempt runs.</summary>
    public void Started() => job.Tell(new RunStarted(start.JobId, start.Attempt));

    /// <summary>A stage begins, and its clock.</summary>
    public void Enter(JobStage stage, string message)
    {
        record.Clock.Enter(stage);
        Progress(stage, message, null);
    }

    /// <summary>An executor is waited for.</summary>
    public void Waiting(bool settingUp, string message) => Progress(settingUp ? JobStage.SettingUp : record.Clock.Stage, message, null);

    /// <summary>A look into the running solve.</summary>
    public void Solving(SolveProgress look) => Progress(JobStage.Solving, Describe(look), look);

    /// <summary>The program has printed.</summary>
    public void Printed(OutputChannel channel, string text)
    {
        record.Print(channel, text);
        Tell(channel, text);
    }

    /// <summary>The log of another solve begins.</summary>
    public void SolveBegins() => _solveLog.Clear();

    /// <summary>
    /// A piece of the solver's log. One that the caller wants goes into the report. One that the program wants is printed at once, while the
    /// program is blocked, or goes back with the answer, when it is to be in a file.
    /// </summary>
    public void SolverLog(string text, bool printed)
    {
        if (start.Request.Options.Log != Core.Model.SolverLog.None)
        {
            record.Log(text);
        }

        if (printed)
        {
            Tell(OutputChannel.Stdout, record.PrintLog(text, mostOutput));
        }
        else if (_solveLog.Length < MostLogCharacters)
        {
            _solveLog.Append(text);
        }
    }

    /// <summary>The end of the attempt.</summary>
    public void Report(JobReport report) => job.Tell(new RunReport(start.JobId, start.Attempt, report));

    /// <summary>The attempt ends without one.</summary>
    public void Returned() => job.Tell(new RunReturned(start.JobId, start.Attempt));

    private void Tell(OutputChannel channel, string text)
    {
        if (text.Length > 0)
        {
            job.Tell(new RunPrint(start.JobId, start.Attempt, new ProgramPrint(channel == OutputChannel.Stderr, text)));
        }
    }

    /// <summary>At most four a second, but the first of each stage always unless solves follow one another faster.</summary>
    private void Progress(JobStage stage, string message, SolveProgress? solve)
    {
        if (Stopwatch.GetElapsedTime(_lastProgress) < ProgressEvery && (solve is not null || record.Solves > 0))
        {
            return;
        }

        _lastProgress = Stopwatch.GetTimestamp();
        job.Tell(new RunProgress(start.JobId, start.Attempt, new JobProgress(stage, message, solve)));
    }

    private static string Describe(SolveProgress solve) =>
        $"solving: incumbent {(solve.Incumbent is { } incumbent ? incumbent.ToString("G8") : "none")}"
        + $", bound {(solve.DualBound is { } bound ? bound.ToString("G8") : "none")}"
        + (solve.RelativeGap is { } gap ? $", gap {gap:P2}" : "")
        + $", {solve.Nodes:N0} nodes";
}
