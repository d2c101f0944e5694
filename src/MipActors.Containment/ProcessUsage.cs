using System.Runtime.InteropServices;

namespace MipActors.Containment;

/// <summary>What one process has used so far.</summary>
/// <param name="ProcessorTime">Processor time of all its threads, user and system.</param>
/// <param name="ResidentBytes">Memory of it that is in RAM now, in bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProcessUsage(TimeSpan ProcessorTime, long ResidentBytes);
