namespace MipActors.Containment;

/// <summary>What a command that ran to its end left.</summary>
/// <param name="ExitCode">Its exit code, 128 + n after signal n.</param>
/// <param name="StdOut">Its stdout; of too much of it the beginning and the end.</param>
/// <param name="StdErr">Its stderr, likewise.</param>
public sealed record CommandResult(int ExitCode, string StdOut, string StdErr);

/// <summary>Runs a tool to its end and collects what it said.</summary>
public static class ContainedCommand
{
    /// <summary>Most characters that are kept of each of the two streams.</summary>
    public const int CapCharacters = 1 << 20;

    // All inside is dead by then, so the pipes end at once, unless something escaped from the portable layer with them in its hands.
    private static readonly TimeSpan PatienceForOutput = TimeSpan.FromSeconds(1);

    /// <summary>Runs a command and waits for its end, and for the end of everything that it started.</summary>
    /// <param name="launcher">Where to start it.</param>
    /// <param name="spec">What to start; its stdin stays open and empty.</param>
    /// <param name="timeout">After so long it is killed.</param>
    /// <param name="onLine">Gets each line of both streams as it comes, from pool threads, never two at a time; lines longer than
    /// 4,096 characters in pieces.</param>
    /// <param name="cancellation">Cancelled: the command is killed.</param>
    /// <exception cref="TimeoutException">It took longer than <paramref name="timeout"/>; it is killed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; it is killed.</exception>
    /// <exception cref="ContainmentException">It could not be started.</exception>
    public static async Task<CommandResult> RunAsync(
        Launcher launcher, LaunchSpec spec, TimeSpan timeout, Action<string>? onLine, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        try
        {
            await using var process = await launcher.StartAsync(spec, patience.Token);
            var turn = new Lock();
            var stdOut = new CommandOutput(process.Output, CapCharacters, Announce);
            var stdErr = new CommandOutput(process.Error, CapCharacters, Announce);
            var reading = Task.WhenAll(ReadAsync(stdOut), ReadAsync(stdErr));
            var exitCode = await process.Exited.WaitAsync(patience.Token);
            await Task.WhenAny(reading, Task.Delay(PatienceForOutput, patience.Token));
            if (reading.IsFaulted)
            {
                await reading;
            }

            return new CommandResult(exitCode, stdOut.ToString(), stdErr.ToString());

            async Task ReadAsync(CommandOutput output)
            {
                try
                {
                    await output.ReadAsync(patience.Token);
                }
                catch
                {
                    // Nobody empties the pipe any more, so the command would wait for ever.
                    process.Kill();
                    throw;
                }
            }

            void Announce(string line)
            {
                lock (turn)
                {
                    onLine?.Invoke(line);
                }
            }
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{Path.GetFileName(spec.File)} took longer than {timeout.TotalSeconds:0.#} s and was ended", late);
        }
    }
}
