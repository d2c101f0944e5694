using System.Runtime.InteropServices;
using MipActors.Core.Wire;
using MipActors.SolverWorker.Backends;
using MipActors.SolverWorker.Conversation;

// The order matters: descriptor 1 is taken before anything can print to it, and the guardian watches before a solver is loaded.
Kernel.LeaveOnSignals();
var channel = new FrameChannel(
    new BlockingStream(Kernel.TakeStandardInput()), new BlockingStream(Kernel.TakeStandardOutput()), key: null);
var desk = new Desk();
var outbox = new Outbox(channel);
var guardian = new Guardian(channel, desk, outbox);
guardian.Start();

NativeSolvers.Register();
var counter = new SolverCounter(desk, outbox);
try
{
    counter.Greet(desk.Take());
    while (true)
    {
        counter.Serve(desk.Take());
    }
}
catch (WireException fault)
{
    guardian.Fail(fault.Message);
}
catch (Exception fault)
{
    guardian.Fail($"{RuntimeInformation.FrameworkDescription}: {fault}");
}
