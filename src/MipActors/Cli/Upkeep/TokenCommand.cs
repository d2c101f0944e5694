using System.CommandLine;
using MipActors.Actors.Settings;
using MipActors.Hosting;
using MipActors.Mcp.Http;

namespace MipActors.Cli.Upkeep;

/// <summary><c>mipactors token NAME</c>: a token for somebody who calls over HTTP.</summary>
internal static class TokenCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "Who it is for; its jobs, models and quota go by this name." };

    public static Command Create()
    {
        var command = new Command("token", "Make a token for a caller over HTTP, and print it: it is kept nowhere. Delete its line in the file of tokens to revoke it.") { Name };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var path = MipSettings.From(ConfigChain.Load(new Dictionary<string, string>(StringComparer.Ordinal))).Http.TokenFile;
        try
        {
            Console.WriteLine(new TokenFile(path).Add(parsed.GetRequiredValue(Name)));
            Console.Error.WriteLine($"Its line is in {path}. The caller sends it as: Authorization: Bearer TOKEN");
            return ExitCode.Answer;
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new InputException("no-token", $"No token was made: {fault.Message}.");
        }
    }
}
