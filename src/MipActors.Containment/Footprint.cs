using System.Runtime.InteropServices;

namespace MipActors.Containment;

/// <summary>What everything inside a containment holds at a moment, the command and all that it started.</summary>
/// <param name="ResidentBytes">Memory in RAM, summed over the processes, in bytes; what two of them share counts twice.</param>
/// <param name="Tasks">Threads of all processes, the containment's own first process included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Footprint(long ResidentBytes, int Tasks);
