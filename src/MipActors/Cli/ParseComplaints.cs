using System.CommandLine;
using System.CommandLine.Parsing;
using MipActors.Core.Formats;

namespace MipActors.Cli;

/// <summary>What the parser can not make sense of, as sentences for the person who typed it: what, what it takes instead, the nearest that there is.</summary>
internal static class ParseComplaints
{
    /// <summary>One sentence for each fault; of words that nothing is known of the first alone, for the others usually follow from it.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var word, ..])
        {
            var command = parsed.CommandResult.Command;
            var isOption = word.StartsWith('-');
            var known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(one => one.Name);
            var nearest = NearestName.Of(word, known) is { } name ? $"; did you mean '{name}'?" : ".";
            return [$"There is no {(isOption ? "option" : command is RootCommand ? "command" : "argument")} '{TerminalText.Escape(word)}' here{nearest}"];
        }

        return [.. parsed.Errors.Select(Sentence)];
    }

    private static string Sentence(ParseError error) => error.SymbolResult is OptionResult { Tokens: [var token], Option: var option } && KindOf(option.ValueType) is { } kind
        ? $"{option.Name} is '{TerminalText.Escape(token.Value)}'; it takes {kind}."
        : TerminalText.Escape(string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static string? KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(double) => "a number",
        var whole when whole == typeof(int) => "a whole number",
        _ => null,
    };
}
