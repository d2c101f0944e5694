using System.Runtime.CompilerServices;
using System.Text;

namespace MipActors.Actors.Executors;

/// <summary>Lines of a child's stderr. A line without end is cut, so that a child can not fill the server's memory.</summary>
internal static class CappedLines
{
    private const int MostBytes = 2_000;

    /// <summary>Reads until the stream ends; the rest of a line beyond the cap is dropped.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var chunk = new byte[4096];
        var line = new List<byte>(256);
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellation)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (chunk[i] == (byte)'\n')
                {
                    yield return Encoding.UTF8.GetString([.. line]);
                    line.Clear();
                }
                else if (line.Count < MostBytes)
                {
                    line.Add(chunk[i]);
                }
            }
        }

        if (line.Count > 0)
        {
            yield return Encoding.UTF8.GetString([.. line]);
        }
    }
}
