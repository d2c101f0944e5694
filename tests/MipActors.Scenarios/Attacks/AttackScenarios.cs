using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MipActors.Containment;
using MipActors.Sandbox;
using MipActors.Sandbox.Provisioning;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Attacks;

/// <summary>Attacks take what memory and processors there are: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(AttackScenarios), DisableParallelization = true)]
public sealed class AttacksAlone;

/// <summary>
/// The corpus of hostile programs against the real server, in every layer of this machine, as root and as an ordinary user. Each of them
/// is first shown to succeed where nothing stops it. MIPACTORS_ATTACKS, a part of a name, narrows it to some of them.
/// </summary>
[Trait("Category", "Attacks")]
[Collection(nameof(AttackScenarios))]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class AttackScenarios(ITestOutputHelper output) : IAsyncLifetime
{
    private const int AtOnce = 4;
    private const int AttacksForEachJob = 3;
    private static readonly TimeSpan LateEffect = TimeSpan.FromMilliseconds(300);
    private static readonly string Wanted = Environment.GetEnvironmentVariable("MIPACTORS_ATTACKS") ?? "";
    private static readonly TimeSpan SettingUp = TimeSpan.FromMinutes(10);

    private readonly ConcurrentBag<string> _failures = [];
    private int _attacks;
    private SandboxInstallation _installation = null!;

    public static TheoryData<string, string> Combinations
    {
        get
        {
            var combinations = new TheoryData<string, string>();
            foreach (var user in Account.All)
            {
                foreach (var layer in (string[])["bubblewrap", "unshare", "portable"])
                {
                    combinations.Add(layer, user.Name);
                }
            }

            return combinations;
        }
    }

    public async Task InitializeAsync()
    {
        using var patience = new CancellationTokenSource(SettingUp);
        var launcher = await Launcher.CreateAsync(new LauncherOptions(), patience.Token);
        var provisioner = new Provisioner(
            new ProvisionerSettings(), (spec, timeout, onLine, cancellation) => ContainedCommand.RunAsync(launcher, spec, timeout, onLine, cancellation));
        _installation = await provisioner.ProvisionAsync(new Progress<string>(), patience.Token);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void The_corpus_is_as_large_as_it_is_said_to_be()
    {
        Assert.True(Attack.Boundary.Count >= 45, $"{Attack.Boundary.Count} attacks");
        Assert.True(Attack.Exhaustion.Count >= 15, $"{Attack.Exhaustion.Count} exhaustions");
    }

    [Fact]
    public async Task Every_attack_succeeds_where_nothing_stops_it()
    {
        using var guest = new OpenGuest(_installation);
        await ForEachAsync(Attack.All.Where(attack => attack.Passes), async attack =>
        {
            await using var playground = new Playground(Account.Own);
            var (told, log) = await guest.RunAsync(attack, playground.Data);
            await Task.Delay(LateEffect);
            if (!playground.Saw(attack.Seen, told, log))
            {
                _failures.Add($"{attack.Name}: it did not succeed though everything is allowed: {Short(told)}\n{Short(log)}");
            }
        });
        Assert.True(_failures.IsEmpty, string.Join("\n\n", _failures));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task No_attack_succeeds_and_the_next_job_is_unaffected(string layer, string user)
    {
        var account = Account.All.Single(one => one.Name == user);
        await using (var server = await AttackedServer.StartAsync(layer, account, _installation))
        {
            await ForEachAsync(Attack.All, attack => StoppedAsync(server, account, attack));
            await UnaffectedAsync(server, "the last attack");
        }

        output.WriteLine($"{Attack.Boundary.Count} attacks, {Attack.Exhaustion.Count} exhaustions, {Attack.Protocol.Count} broken protocols in {layer} as {user}");
        Assert.True(_failures.IsEmpty, string.Join("\n\n", _failures));
    }

    private async Task StoppedAsync(AttackedServer server, Account account, Attack attack)
    {
        await using var playground = new Playground(account);
        var logged = server.Log.Length;
        var told = await server.CallAsync(new { code = attack.Code, data = playground.Data, timeout = attack.Timeout });
        await Task.Delay(LateEffect);
        var log = server.Log[logged..];
        if (playground.Saw(attack.Seen, told, log))
        {
            _failures.Add($"{attack.Name} SUCCEEDED: {Short(told)}\n{Short(log)}");
        }
        else if (!Regex.IsMatch(told, attack.Stopped, RegexOptions.None, TimeSpan.FromSeconds(5)))
        {
            _failures.Add($"{attack.Name} was stopped otherwise than by '{attack.Stopped}': {Short(told)}\n{Short(log)}");
        }

        if (Interlocked.Increment(ref _attacks) % AttacksForEachJob == 0)
        {
            await UnaffectedAsync(server, attack.Name);
        }
    }

    private async Task UnaffectedAsync(AttackedServer server, string after)
    {
        var code = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Programs", "knapsack.py"));
        var told = await server.CallAsync(new { code, timeout = 60 });
        if (!told.Contains("\"status\":\"optimal\"", StringComparison.OrdinalIgnoreCase))
        {
            _failures.Add($"the job after {after} did not end as it should: {Short(told)}");
        }
    }

    private async Task ForEachAsync(IEnumerable<Attack> attacks, Func<Attack, Task> run) => await Parallel.ForEachAsync(
        attacks.Where(attack => attack.Name.Contains(Wanted, StringComparison.Ordinal)),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (attack, _) =>
        {
            try
            {
                await run(attack);
            }
            catch (Exception fault)
            {
                _failures.Add($"{attack.Name}: {fault}");
            }
        });

    private static string Short(string text) => text.Length <= 1500 ? text : $"{text[..1000]} … {text[^500..]}";
}
