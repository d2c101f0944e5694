using MipActors.Actors;

namespace MipActors.Hosting;

/// <summary>Lets faces that are up before the hierarchy wait for it.</summary>
public sealed class ServiceGate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<SolverService> _service = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The hierarchy stands.</summary>
    public void Open(SolverService service) => _service.TrySetResult(service);

    /// <summary>Whether the hierarchy stands.</summary>
    public bool IsOpen => _service.Task.IsCompletedSuccessfully;

    /// <summary>The service as the caller of the request in work sees it, as soon as the hierarchy stands.</summary>
    /// <exception cref="TimeoutException">It does not stand within 30 s.</exception>
    public async Task<SolverService> ServiceAsync(CancellationToken cancellation) =>
        (await _service.Task.WaitAsync(Patience, cancellation)).For(Caller.Current);
}
