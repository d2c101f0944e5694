namespace MipActors.Core.Wire;

/// <summary>
/// One message between the server and a child process. On the pipe: payload length (4 bytes), session key (16 bytes),
/// type (1 byte), payload; integers little-endian (docs/protocol.md).
/// </summary>
/// <param name="Type">One of <see cref="FrameType"/>.</param>
/// <param name="Payload">The content; its form depends on the type.</param>
public readonly record struct Frame(FrameType Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Bytes in front of the payload.</summary>
    public const int HeaderBytes = 21;

    /// <summary>No payload is ever longer than this, in bytes, whatever a setting says.</summary>
    public const int HardCapBytes = 512 * 1024 * 1024;
}

/// <summary>The types of all frames. The first bit tells the direction: 0 to the child, 1 from the child.</summary>
public enum FrameType : byte
{
    /// <summary>To a child, first: its session key (in the header) and its settings (JSON).</summary>
    Hello = 0x01,

    /// <summary>To a child: leave, now and gracefully.</summary>
    Exit = 0x02,

    /// <summary>To a child: end yourself after so many seconds (a double), whatever happens.</summary>
    Arm = 0x03,

    /// <summary>To a child: are you there? Answered at once by its guardian with <see cref="Pong"/>.</summary>
    Ping = 0x04,

    /// <summary>To a sandbox: the program and its data (JSON).</summary>
    Run = 0x10,

    /// <summary>To a sandbox: the answer to its <see cref="Solve"/> (a <see cref="Model.Solution"/>).</summary>
    Solved = 0x11,

    /// <summary>To a sandbox: its <see cref="Solve"/> can not be answered (a text).</summary>
    SolveFailed = 0x12,

    /// <summary>To a sandbox: raise KeyboardInterrupt in the program.</summary>
    Interrupt = 0x13,

    /// <summary>To a worker: solve this (a <see cref="Model.SolveCall"/>).</summary>
    SolveModel = 0x20,

    /// <summary>To a worker: stop the running solve and answer with what there is.</summary>
    Cancel = 0x21,

    /// <summary>To a worker: say which solvers you have.</summary>
    Describe = 0x22,

    /// <summary>From a child, first: it is ready (JSON: versions).</summary>
    Ready = 0x81,

    /// <summary>From a child: it can not go on (a text).</summary>
    Fault = 0x82,

    /// <summary>From a child: the answer to a <see cref="Ping"/>.</summary>
    Pong = 0x83,

    /// <summary>From a sandbox: what the program printed (one byte: 1 stdout, 2 stderr; then UTF-8).</summary>
    Output = 0x90,

    /// <summary>From a sandbox: the program wants this solved (a <see cref="Model.SolveCall"/>) and waits.</summary>
    Solve = 0x91,

    /// <summary>From a sandbox: the program has ended (JSON).</summary>
    Finished = 0x92,

    /// <summary>From a worker: a look at the running solve (a <see cref="Model.SolveProgress"/>).</summary>
    Progress = 0xA0,

    /// <summary>From a worker: the solver's log (UTF-8).</summary>
    Log = 0xA1,

    /// <summary>From a worker: the answer (a <see cref="Model.Solution"/>).</summary>
    Solution = 0xA2,

    /// <summary>From a worker: the call can not be solved as it is (a code and a text).</summary>
    Refused = 0xA3,

    /// <summary>From a worker: its solvers (JSON).</summary>
    Description = 0xA4,
}

/// <summary>
/// Sixteen random bytes that every frame of one child carries, both ways. The child learns them from the first frame it
/// reads, before any program of a user runs there; a program that writes to the pipe itself does not know them.
/// </summary>
public readonly struct SessionKey : IEquatable<SessionKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 16;

    private readonly UInt128 _value;

    private SessionKey(UInt128 value) => _value = value;

    /// <summary>A fresh key from the system's random source.</summary>
    public static SessionKey Create()
    {
        Span<byte> bytes = stackalloc byte[Length];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        return Read(bytes);
    }

    /// <summary>The key in the first 16 bytes.</summary>
    public static SessionKey Read(ReadOnlySpan<byte> bytes) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes));

    /// <summary>The sixteen bytes as 32 hexadecimal digits, in the order of the wire.</summary>
    public string ToHex()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Writes the key into the first 16 bytes.</summary>
    public void Write(Span<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(bytes, _value);

    /// <inheritdoc/>
    public bool Equals(SessionKey other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SessionKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Same sixteen bytes.</summary>
    public static bool operator ==(SessionKey left, SessionKey right) => left.Equals(right);

    /// <summary>Not the same sixteen bytes.</summary>
    public static bool operator !=(SessionKey left, SessionKey right) => !left.Equals(right);
}
