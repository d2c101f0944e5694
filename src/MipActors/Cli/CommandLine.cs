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
    /// <summary>All of the commands.</summary>
    public static RootCommand Create()
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
        CommandExamples.AddTo(root);
        return root;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        // What MCP clients start does not wait for the parser.
        var parsed = args is [] or [ServeCommand.Name] ? null : Create().Parse(args);
        if (parsed?.Errors.Count > 0)
        {
            foreach (var complaint in ParseComplaints.Of(parsed))
            {
                await ComplainAsync(new InputException("bad-option", complaint));
            }

            await Console.Error.WriteLineAsync("Try `mipactors --help`, or `mipactors COMMAND --help`.");
            return ExitCode.BadInput;
        }

        try
        {
            // Signals are the matter of EndOfLife, not of the parser.
            return parsed is null
                ? await ServeCommand.RunAsync(NodeRole.Alone, CancellationToken.None)
                : await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (InputException fault)
        {
            return await ComplainAsync(fault);
        }
        catch (Exception fault) when (fault is SettingException or ConfigurationException)
        {
            return await ComplainAsync(new InputException("bad-setting", fault.Message));
        }
        catch (ContainmentException fault)
        {
            await ComplainAsync(new InputException("no-containment", fault.Message));
            return ExitCode.InternalFault;
        }
        catch (ProvisioningException fault)
        {
            await ComplainAsync(new InputException("set-up-failed", fault.Message));
            return ExitCode.InternalFault;
        }
    }

    private static async Task<int> ComplainAsync(InputException fault)
    {
        await Console.Error.WriteLineAsync($"mipactors: {fault.Message} [{fault.Code}]");
        return ExitCode.BadInput;
    }
}

/// <summary>What the user gave can not be used; the message says what and how to mend it.</summary>
/// <param name="code">The stable word for the kind of fault, which has its page in <c>docs/errors.md</c>.</param>
/// <param name="message">What is wrong, and how to mend it.</param>
internal sealed class InputException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>A file that the user named and that can not be read.</summary>
    public static InputException Unreadable(FileInfo file, Exception fault) => new(
        "unreadable-file",
        $"The file {file} can not be read: "
        + (Directory.Exists(file.FullName) ? "it is a folder." : fault is FileNotFoundException or DirectoryNotFoundException ? "there is no such file." : fault.Message));
}
