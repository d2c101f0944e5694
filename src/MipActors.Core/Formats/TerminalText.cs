using System.Text;

namespace MipActors.Core.Formats;

/// <summary>Text of a stranger, made harmless for a log or a terminal.</summary>
public static class TerminalText
{
    /// <summary>
    /// The text with every control character but tab (and the bidirectional and line-separating format characters) written as
    /// <c>\xNN</c> or <c>\uNNNN</c>, so that it can not move a cursor or forge a log line's end.
    /// </summary>
    /// <param name="text">The text of the stranger.</param>
    /// <param name="keepLines">Whether line feeds stay as they are.</param>
    public static string Escape(string text, bool keepLines = false)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c == '\t' || (c == '\n' && keepLines) || !IsDangerous(c))
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append(c < 256 ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}");
            }
        }

        return escaped.ToString();
    }

    // Unicode's property Bidi_Control (UAX 9) and its two separators.
    private static bool IsDangerous(char c) =>
        char.IsControl(c) || c is '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
