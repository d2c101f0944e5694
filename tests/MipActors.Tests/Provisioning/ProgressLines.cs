using System.Diagnostics;

namespace MipActors.Tests.Provisioning;

/// <summary>Keeps the sentences of a provisioning, in order, with the time at which each came.</summary>
internal sealed class ProgressLines : IProgress<string>
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _timed = [];
    private readonly long _start = Stopwatch.GetTimestamp();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public string Timed
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _timed) + $"\n{Stopwatch.GetElapsedTime(_start).TotalSeconds:0.00} s  done";
            }
        }
    }

    public void Report(string value)
    {
        lock (_lock)
        {
            _lines.Add(value);
            _timed.Add($"{Stopwatch.GetElapsedTime(_start).TotalSeconds:0.00} s  {value}");
        }
    }
}
