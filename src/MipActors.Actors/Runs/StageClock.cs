using System.Diagnostics;
using MipActors.Core.Model;

namespace MipActors.Actors.Runs;

/// <summary>Adds up how long a Run has been in each stage.</summary>
internal sealed class StageClock
{
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<JobStage>().Length];
    private JobStage _stage = JobStage.Starting;
    private long _since = Stopwatch.GetTimestamp();

    public JobStage Stage => _stage;

    /// <summary>Leaves the present stage for another.</summary>
    public void Enter(JobStage stage)
    {
        var now = Stopwatch.GetTimestamp();
        _spent[(int)_stage] += Stopwatch.GetElapsedTime(_since, now);
        _stage = stage;
        _since = now;
    }

    /// <summary>The sums so far; queue and total are the job's to fill in.</summary>
    public StageTimings Read()
    {
        Enter(_stage);
        return StageTimings.Zero with
        {
            Sandbox = _spent[(int)JobStage.SettingUp] + _spent[(int)JobStage.Starting],
            Program = _spent[(int)JobStage.Running],
            Solve = _spent[(int)JobStage.Solving],
            Verify = _spent[(int)JobStage.Verifying],
        };
    }
}
