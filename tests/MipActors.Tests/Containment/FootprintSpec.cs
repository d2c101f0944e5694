using MipActors.Containment;

namespace MipActors.Tests.Containment;

/// <summary>What is inside is counted from outside, in every layer, and the kernel holds it to its limits.</summary>
public sealed class FootprintSpec
{
    [Theory]
    [InlineData(ContainmentLevel.Full)]
    [InlineData(ContainmentLevel.Namespaces)]
    [InlineData(ContainmentLevel.Portable)]
    public async Task Descendants_count_and_none_is_left_out(ContainmentLevel level)
    {
        await using var one = await (await StartAsync(level, Victim.Spec("sleeps.sh"))).ReadyAsync();
        await using var many = await (await StartAsync(level, Victim.Spec("forks_a_lot.sh"))).ReadyAsync();

        var (alone, crowd) = (one.Process.ReadFootprint()!.Value, many.Process.ReadFootprint()!.Value);

        Assert.InRange(alone.Tasks, 1, 5);
        Assert.True(crowd.Tasks > alone.Tasks + 5, $"{crowd.Tasks} tasks against {alone.Tasks}");
        Assert.True(crowd.ResidentBytes > alone.ResidentBytes && alone.ResidentBytes > 100_000, $"{crowd.ResidentBytes} bytes against {alone.ResidentBytes}");
        many.Process.Kill();
        await many.ExitAsync();
        Assert.Null(many.Process.ReadFootprint());
    }

    [Theory]
    [InlineData(ContainmentLevel.Full)]
    [InlineData(ContainmentLevel.Namespaces)]
    [InlineData(ContainmentLevel.Portable)]
    public async Task The_kernel_is_told_how_much_writable_memory_there_may_be(ContainmentLevel level)
    {
        await using var victim = await StartAsync(level, Victim.Spec("shows_its_limits.sh") with { MostWritableBytes = 100 << 20 });

        Assert.Equal("0 102400\n", await victim.ReadToEndAsync());
        await victim.ExitAsync();
    }

    private static async Task<Victim> StartAsync(ContainmentLevel level, LaunchSpec spec) =>
        await Victim.StartAsync(await Launcher.CreateAsync(new LauncherOptions { Exactly = level }, CancellationToken.None), spec);
}
