using Akka.Actor;
using MipActors.Core.Model;

namespace MipActors.Actors.Executors;

/// <summary>What the first child of a kind said of its kind, and who waits to hear it.</summary>
/// <typeparam name="T">The message that it is answered with.</typeparam>
internal sealed class FirstWord<T>
    where T : class
{
    private readonly HashSet<IActorRef> _askers = [];

    /// <summary>What was said, or null.</summary>
    public T? Said { get; private set; }

    /// <summary>True while somebody waits for it.</summary>
    public bool IsAwaited => _askers.Count > 0;

    /// <summary>Answers at once, or as soon as it is said.</summary>
    public void Ask(IActorRef asker)
    {
        if (Said is not null)
        {
            asker.Tell(Said);
        }
        else
        {
            _askers.Add(asker);
        }
    }

    /// <summary>It is said; what is said again changes nothing.</summary>
    public void Say(T word)
    {
        Said ??= word;
        Answer(Said);
    }

    /// <summary>It will not be said; who asks later waits anew.</summary>
    public void GiveUp(JobFault fault) => Answer(new Unavailable(fault));

    private void Answer(object answer)
    {
        foreach (var asker in _askers)
        {
            asker.Tell(answer);
        }

        _askers.Clear();
    }
}
