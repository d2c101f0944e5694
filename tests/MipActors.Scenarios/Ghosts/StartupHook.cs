using System.Diagnostics;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Brings faults into the real, unchanged <c>mipactors</c> from inside: .NET runs this before Main where DOTNET_STARTUP_HOOKS names
/// this assembly. The host announces itself to every DiagnosticListener; so the product needs no door for tests. Orders come,
/// one a line, through the FIFO that MIPACTORS_FAULTS names.
/// </summary>
#pragma warning disable MA0047 // .NET looks for exactly this name, without a namespace.
internal static class StartupHook
#pragma warning restore MA0047
{
    private static readonly TaskCompletionSource<IHost> Host = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static void Initialize()
    {
        // Nobody whom the server starts shall have it.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        DiagnosticListener.AllListeners.Subscribe(new Listeners());
        var orders = Environment.GetEnvironmentVariable("MIPACTORS_FAULTS")!;
        new Thread(() => Obey(orders)) { IsBackground = true, Name = "faults" }.Start();
    }

    private static void Obey(string orders)
    {
        // For writing too: a FIFO that its last writer has closed is at its end, fifo(7), and there may be more orders.
        using var lines = new StreamReader(new FileStream(orders, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        while (lines.ReadLine() is { } order)
        {
            var words = order.Split(' ');
            switch (words[0])
            {
                case "fail-fast":
                    Environment.FailFast("a fault was asked for");
                    break;
                case "throw":
                    throw new InvalidOperationException("a fault was asked for");
                case "hang":
                    // Whoever asks the host to stop stands here for ever, and so does the host.
                    Host.Task.Result.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(
                        () => Thread.Sleep(Timeout.Infinite));
                    break;
                case "kill":
                    // Akka's own: the actor throws ActorKilledException.
                    System.ActorSelection(words[1]).Tell(Kill.Instance);
                    break;
                case "stop":
                    System.Stop(System.ActorSelection(words[1]).ResolveOne(TimeSpan.FromSeconds(5)).Result);
                    break;
            }
        }
    }

    private static ActorSystem System => Host.Task.Result.Services.GetRequiredService<ActorSystem>();

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(new Built());
            }
        }
    }

    private sealed class Built : IObserver<KeyValuePair<string, object?>>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilt", Value: IHost host })
            {
                Host.TrySetResult(host);
            }
        }
    }
}
