namespace MipActors.Tests.Core.Wire;

/// <summary>Streams in memory answer at once: what is not done then, hangs.</summary>
internal static class AtOnce
{
    public static T Done<T>(ValueTask<T> task)
    {
        Assert.True(task.IsCompleted, "it hangs");
        return task.GetAwaiter().GetResult();
    }

    public static void Done(ValueTask task)
    {
        Assert.True(task.IsCompleted, "it hangs");
        task.GetAwaiter().GetResult();
    }
}
