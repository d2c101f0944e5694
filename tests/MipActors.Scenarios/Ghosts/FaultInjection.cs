using System.Diagnostics;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Ghosts;

/// <summary>How each fault is brought about. Returns when it has happened: the clock of the clean-up runs from there.</summary>
internal static class FaultInjection
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Stop = 19;

    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Plenty = TimeSpan.FromSeconds(40);

    /// <summary>The timeout of a job that is to run into it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <summary>How long the C# SDK waits before it kills.</summary>
    public static readonly TimeSpan CSharpPatience = TimeSpan.FromSeconds(5);

    public static async Task InjectAsync(Fault fault, Situation situation, int variant)
    {
        var server = situation.Server;
        switch (fault)
        {
            case Fault.JobDone or Fault.TempIsFull:
                await AnswerAsync(situation, "knapsack.py", situation.IsMute ? Deadline : Plenty);
                break;
            case Fault.ProgramRaises:
                await AnswerAsync(situation, "raises.py", situation.IsMute ? Deadline : Plenty);
                break;
            case Fault.JobCancelled:
                await server.Conversation.NotifyAsync("notifications/cancelled", new { requestId = situation.Call });
                break;
            case Fault.DeadlineReached:
                await AnswerAsync(situation, situation.BusyProgram ?? "endless_loop.py", Deadline);
                break;
            case Fault.ExecutorThrows:
                await TellVictimsAsync(situation, "kill");
                break;
            case Fault.RunThrows:
                await situation.TellInsideAsync("kill /user/mip/runs/*");
                break;
            case Fault.JobThrows:
                await situation.TellInsideAsync("kill /user/mip/jobs/*");
                break;
            case Fault.ChildKilled or Fault.WorkerKilled:
                await SignalVictimsAsync(situation, Kill);
                break;
            case Fault.EnclosureKilled:
                foreach (var victim in await situation.VictimsAsync())
                {
                    Processes.TrySignal(OuterOf(victim, situation.ServerPid), Kill);
                }

                break;
            case Fault.ChildStoppedBySignal:
                await SignalVictimsAsync(situation, Stop);
                server.Program.CloseStdin();
                break;
            case Fault.StdinCloses or Fault.PipesFlooded:
                server.Program.CloseStdin();
                break;
            case Fault.StdoutCloses:
                server.Program.CloseStdout();
                await server.Conversation.SendAsync("ping", null);
                break;
            case Fault.TypeScriptClientGoes:
                server.Program.CloseStdin();
                if (!await ExitsWithinAsync(server, ClientPatience))
                {
                    Processes.TrySignal(server.Program.Pid, Terminate);
                    if (!await ExitsWithinAsync(server, ClientPatience))
                    {
                        Processes.TrySignal(server.Program.Pid, Kill);
                    }
                }

                break;
            case Fault.CSharpClientGoes:
                if (!await ExitsWithinAsync(server, CSharpPatience))
                {
                    using var process = Process.GetProcessById(server.Program.Pid);
                    process.Kill(entireProcessTree: true);
                }

                break;
            case Fault.WrapperTakesTheSignal:
                Processes.TrySignal(server.Program.Pid, Terminate);
                break;
            case Fault.ServerIsFirstOfItsNamespace or Fault.Terminate:
                Processes.TrySignal(situation.ServerPid, Terminate);
                break;
            case Fault.TerminalInterrupt:
                Processes.TrySignal(-server.Program.Pid, Interrupt);
                break;
            case Fault.Interrupt:
                Processes.TrySignal(server.Program.Pid, Interrupt);
                break;
            case Fault.Hangup:
                Processes.TrySignal(server.Program.Pid, Hangup);
                break;
            case Fault.TwoSignalsAtOnce:
                Processes.TrySignal(server.Program.Pid, Terminate);
                Processes.TrySignal(server.Program.Pid, Interrupt);
                break;
            case Fault.EndDuringStart or Fault.ServerKilledDuringStart:
                // Not every layer has so many children at any time: then it is a server that has just started.
                for (var clock = Stopwatch.StartNew(); Processes.Below(server.Program.Pid).Count <= variant % 4 && clock.Elapsed < LongestStart;)
                {
                    await Task.Delay(1);
                }

                Processes.TrySignal(server.Program.Pid, fault == Fault.EndDuringStart ? Terminate : Kill);
                break;
            case Fault.TwentyJobsInFlight:
                for (var job = 0; job < 20; job++)
                {
                    await server.BeginCallAsync(ServerProcess.ArgumentsOf("endless_loop.py"));
                }

                await server.Conversation.RequestAsync("ping");
                Processes.TrySignal(server.Program.Pid, Terminate);
                break;
            case Fault.EndHangs:
                await situation.TellInsideAsync("hang");
                await Task.Delay(200); // Until the hook has read it; nothing shows that it has.
                Processes.TrySignal(server.Program.Pid, Terminate);
                break;
            case Fault.SupervisorStops:
                await situation.TellInsideAsync(variant % 2 == 0 ? "stop /user/mip/executors" : "stop /user/mip/runs");
                break;
            case Fault.ServerKilled:
                Processes.TrySignal(server.Program.Pid, Kill);
                break;
            case Fault.UnhandledException:
                await situation.TellInsideAsync("throw");
                break;
            case Fault.FailFast:
                await situation.TellInsideAsync("fail-fast");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "a fault that nobody brings about");
        }
    }

    private static async Task AnswerAsync(Situation situation, string program, TimeSpan timeout)
    {
        var answer = await situation.Server.CallAsync(ServerProcess.ArgumentsOf(program, new { timeout = timeout.TotalSeconds }));
        Assert.True(answer.TryGetProperty("result", out _), answer.ToString());
    }

    private static async Task TellVictimsAsync(Situation situation, string order)
    {
        foreach (var path in situation.Victims)
        {
            await situation.TellInsideAsync($"{order} {path}");
        }
    }

    private static async Task SignalVictimsAsync(Situation situation, int signal)
    {
        foreach (var victim in await situation.VictimsAsync())
        {
            Processes.TrySignal(victim, signal);
        }
    }

    /// <summary>The server's own child above a process.</summary>
    private static int OuterOf(int pid, int server)
    {
        var parents = Processes.Below(server).ToDictionary(entry => entry.Pid, entry => entry.Parent);
        while (parents.TryGetValue(pid, out var parent) && parent != server)
        {
            pid = parent;
        }

        return pid;
    }

    private static async Task<bool> ExitsWithinAsync(ServerProcess server, TimeSpan time)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time; await Task.Delay(10))
        {
            if (server.Program.HasExited)
            {
                return true;
            }
        }

        return server.Program.HasExited;
    }
}
