using System.Globalization;
using CsCheck;
using MipActors.Core.Formats;

namespace MipActors.Tests.Core.Formats;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain ~ text", "plain ~ text")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("a\nb", "a\\x0ab")]
    [InlineData("a\r\nb", "a\\x0d\\x0ab")]
    [InlineData("\u001b[2Jgone", "\\x1b[2Jgone")]
    [InlineData("bell\a null\0 del\u007f", "bell\\x07 null\\x00 del\\x7f")]
    [InlineData("c1 \u009b31m", "c1 \\x9b31m")]
    [InlineData("Größe 变量 \U0001D465", "Größe 变量 \U0001D465")]
    [InlineData("a\u2028b\u2029c", "a\\u2028b\\u2029c")]
    [InlineData("\u202egnp.exe", "\\u202egnp.exe")]
    [InlineData("\u200f\u061c\u2066", "\\u200f\\u061c\\u2066")]
    public void Text_of_a_stranger_can_not_move_a_cursor_or_end_a_line(string text, string shown) =>
        Assert.Equal(shown, TerminalText.Escape(text));

    [Theory]
    [InlineData("a\nb\n", "a\nb\n")]
    [InlineData("a\r\nb", "a\\x0d\nb")]
    [InlineData("\u001b\n", "\\x1b\n")]
    public void Lines_are_kept_when_they_are_wanted_and_nothing_else(string text, string shown) =>
        Assert.Equal(shown, TerminalText.Escape(text, keepLines: true));

    [Fact]
    public void No_text_leaves_a_control_or_line_separator_and_a_second_escape_changes_nothing() =>
        Gen.String.Sample(text =>
        {
            var shown = TerminalText.Escape(text);
            Assert.DoesNotContain(shown, c => c != '\t' && char.GetUnicodeCategory(c)
                is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.Equal(shown, TerminalText.Escape(shown));
        });
}
