using MipActors.Containment;

namespace MipActors.Sandbox.Provisioning;

/// <summary>
/// Runs one command to its end and hands back what it wrote. Never returns or throws while the command or a descendant of it
/// is alive.
/// </summary>
/// <param name="spec">What to run.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="onLine">Told each line of output as it comes; null when nobody listens.</param>
/// <param name="cancellation">Ends the command.</param>
/// <returns>Exit code and output; an exit code other than 0 is no exception.</returns>
/// <exception cref="TimeoutException">It took longer and was ended.</exception>
/// <exception cref="OperationCanceledException">It was cancelled and ended.</exception>
public delegate Task<CommandResult> RunCommand(
    LaunchSpec spec,
    TimeSpan timeout,
    Action<string>? onLine,
    CancellationToken cancellation);
