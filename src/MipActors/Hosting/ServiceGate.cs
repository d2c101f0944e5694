using MipActors.Actors;

namespace MipActors.Hosting;

/// <summary>Lets faces that are up before the hierarchy wait for it.</summary>
public sealed class ServiceGate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<SolverService> _service = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The hierarchy stands.</summary>
    public void Open(SolverService service) => _service.TrySetResult(service);

    /// <summary>The service, as soon as the hierarchy stands.</summary>
    /// <exception cref="TimeoutException">It does not stand within 30 s.</exception>
    public Task<SolverService> ServiceAsync(CancellationToken cancellation) => _service.Task.WaitAsync(Patience, cancellation);
}
