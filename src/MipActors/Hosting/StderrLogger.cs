using Akka.Event;

namespace MipActors.Hosting;

/// <summary>
/// Takes what Akka would write to stdout before and after its loggers live: stdout carries the MCP protocol alone
/// (named in <c>hocon/stdio.conf</c>).
/// </summary>
public sealed class StderrLogger : MinimalLogger
{
    /// <inheritdoc/>
    protected override void Log(object message)
    {
        if (message is LogEvent logEvent && logEvent.LogLevel() >= LogLevel.WarningLevel)
        {
            Console.Error.WriteLine(logEvent);
        }
    }
}
