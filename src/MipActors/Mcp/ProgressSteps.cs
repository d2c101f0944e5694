using MipActors.Core.Model;
using ModelContextProtocol;

namespace MipActors.Mcp;

/// <summary>Progress over MCP has to rise with each notification; the real state is in the message.</summary>
internal sealed class ProgressSteps(IProgress<ProgressNotificationValue> target)
{
    private int _step;

    public void Report(JobProgress progress) =>
        target.Report(new ProgressNotificationValue { Progress = Interlocked.Increment(ref _step), Message = progress.Message });
}
