using System.CommandLine;
using Akka.Configuration;
using MipActors.Actors.Settings;
using MipActors.Cli.Bench;
using MipActors.Cli.Upkeep;
using MipActors.Containment;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Cli;

/// <summary>The commands, one file each; no command at all means <c>serve</c>.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Runs optimisation models written in Python with PuLP: sandboxed, solved, verified. Without a command: the MCP server on stdio.")
        {
            SolveCommand.Create(),
            SolveCommand.CreateExplain(),
            BenchCommand.Create(),
            ConvertCommand.Create(),
            ReplayCommand.Create(),
            ServeCommand.Create(),
            NodeCommand.Create(),
            TokenCommand.Create(),
            SetupCommand.Create(),
            PsCommand.Create(),
            LibraryCommands.Models(),
            LibraryCommands.Jobs(),
            DoctorCommand.Create(),
            ExamplesCommand.Create(),
            CacheCommand.Create(),
            ConfigCommand.Create(),
            CompletionCommand.Create(),
        };
        root.SetAction((_, cancellation) => ServeCommand.RunAsync(NodeRole.Alone, cancellation));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"mipactors: {error.Message}");
            }

            await Console.Error.WriteLineAsync("Try `mipactors --help`, or `mipactors COMMAND --help`.");
            return ExitCode.BadInput;
        }

        try
        {
            // Signals are the matter of EndOfLife, not of the parser.
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is InputException or SettingException or ConfigurationException)
        {
            await Console.Error.WriteLineAsync($"mipactors: {fault.Message}");
            return ExitCode.BadInput;
        }
        catch (Exception fault) when (fault is ContainmentException or ProvisioningException)
        {
            await Console.Error.WriteLineAsync($"mipactors: {fault.Message}");
            return ExitCode.InternalFault;
        }
    }
}

/// <summary>What the user gave can not be used; the message says what and how to mend it.</summary>
internal sealed class InputException(string message) : Exception(message);
