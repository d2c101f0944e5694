using System.Text;

namespace MipActors.Containment;

/// <summary>
/// Reads one stream of a command: lines as they come, and a text of bounded length that keeps the first and the last half of what
/// was said (the reason of a failure is mostly at the end). Thread-safe.
/// </summary>
internal sealed class CommandOutput
{
    private const int LongestLine = 4096;

    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly Action<string> _onLine;
    private readonly int _halfCharacters;
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _first = new();
    private readonly Queue<string> _last = new();
    private int _lastCharacters;
    private long _droppedCharacters;

    public CommandOutput(Stream stream, int capCharacters, Action<string> onLine)
    {
        _stream = stream;
        _onLine = onLine;
        _halfCharacters = capCharacters / 2;
    }

    /// <summary>Reads until the end of the stream.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        using var reader = new StreamReader(_stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, LongestLine, leaveOpen: true);
        var buffer = new char[LongestLine];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellation)) > 0)
        {
            Take(buffer.AsSpan(0, read));
        }

        EndLine("");
    }

    /// <summary>What was kept so far.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            var text = new StringBuilder().Append(_first);
            if (_droppedCharacters > 0)
            {
                text.Append("[... ").Append(_droppedCharacters).Append(" characters left out ...]\n");
            }

            return text.AppendJoin("", _last).Append(_line).ToString();
        }
    }

    private void Take(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var room = LongestLine - _line.Length;
            var end = text.IndexOf('\n');
            var piece = text[..Math.Min(room, end < 0 ? text.Length : end)];
            lock (_gate)
            {
                _line.Append(piece);
            }

            var ends = piece.Length == end;
            text = text[(ends ? end + 1 : piece.Length)..];
            if (ends || _line.Length == LongestLine)
            {
                EndLine(ends ? "\n" : "");
            }
        }
    }

    private void EndLine(string ending)
    {
        if (_line.Length == 0 && ending.Length == 0)
        {
            return;
        }

        var line = _line.ToString();
        lock (_gate)
        {
            _line.Clear();
            Keep(line + ending);
        }

        _onLine(line.TrimEnd('\r'));
    }

    private void Keep(string line)
    {
        if (_last.Count == 0 && _first.Length + line.Length <= _halfCharacters)
        {
            _first.Append(line);
            return;
        }

        _last.Enqueue(line);
        _lastCharacters += line.Length;
        while (_lastCharacters > _halfCharacters)
        {
            var oldest = _last.Dequeue();
            _lastCharacters -= oldest.Length;
            _droppedCharacters += oldest.Length;
        }
    }
}
