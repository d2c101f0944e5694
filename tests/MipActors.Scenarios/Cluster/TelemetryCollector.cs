using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace MipActors.Scenarios.Cluster;

/// <summary>What an operator's collector is to the nodes: takes OTLP over HTTP on a port of loopback, and keeps the spans and data points that came.</summary>
internal sealed class TelemetryCollector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly ConcurrentQueue<Point> _points = new();
    private readonly ConcurrentQueue<string> _bodies = new();

    public TelemetryCollector()
    {
        Endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TestCluster.FreePort()}/");
        _listener.Prefixes.Add(Endpoint);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>A span as it came; the role is that of the node that sent it.</summary>
    public sealed record Span(string Role, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes);

    /// <summary>A data point as it came, of a node in this role; a histogram's value is its count.</summary>
    public sealed record Point(string Role, string Metric, string Unit, double Value, IReadOnlyDictionary<string, string> Attributes);

    public string Endpoint { get; }

    /// <summary>What makes a node send all that it has here, several times a second.</summary>
    public IReadOnlyList<(string Name, string? Value)> Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"),
    ];

    public IReadOnlyCollection<Span> Spans => _spans;

    public IReadOnlyCollection<Point> Points => _points;

    /// <summary>Everything that came, byte by byte.</summary>
    public IReadOnlyCollection<string> Bodies => _bodies;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            _bodies.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
            var message = new ProtobufMessage(body.ToArray());
            if (context.Request.Url!.AbsolutePath == "/v1/traces")
            {
                TakeSpans(message);
            }
            else
            {
                TakeMetrics(message);
            }

            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }

    // The numbers are those of opentelemetry/proto: ExportTraceServiceRequest, ResourceSpans, ScopeSpans, Span; and of metrics likewise.
    private void TakeSpans(ProtobufMessage request)
    {
        foreach (var resource in request.Messages(1))
        {
            var role = RoleOf(resource);
            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                _spans.Enqueue(new Span(role, span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), Attributes(span, 9)));
            }
        }
    }

    private void TakeMetrics(ProtobufMessage request)
    {
        foreach (var resource in request.Messages(1))
        {
            var role = RoleOf(resource);
            foreach (var metric in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
            {
                foreach (var sum in metric.Messages(7).SelectMany(data => data.Messages(1)))
                {
                    _points.Enqueue(new Point(role, metric.Text(1), metric.Text(3), sum.Number(6), Attributes(sum, 7)));
                }

                foreach (var histogram in metric.Messages(9).SelectMany(data => data.Messages(1)))
                {
                    _points.Enqueue(new Point(role, metric.Text(1), metric.Text(3), histogram.Number(4), Attributes(histogram, 9)));
                }
            }
        }
    }

    private static string RoleOf(ProtobufMessage resource) => Attributes(resource.Messages(1).Single(), 1)["mipactors.node.role"];

    private static Dictionary<string, string> Attributes(ProtobufMessage of, int field) => of.Messages(field).ToDictionary(
        attribute => attribute.Text(1),
        attribute => attribute.Messages(2).Single() is var value && value.Has(1) ? value.Text(1) : value.Number(3).ToString(CultureInfo.InvariantCulture),
        StringComparer.Ordinal);

    /// <summary>The fields of one message of protocol buffers, by number: as much of its wire format as OTLP uses.</summary>
    private sealed class ProtobufMessage
    {
        private readonly ILookup<int, (long Number, byte[] Bytes)> _fields;

        public ProtobufMessage(byte[] bytes)
        {
            var fields = new List<(int Field, long Number, byte[] Bytes)>();
            for (var at = 0; at < bytes.Length;)
            {
                var key = Varint(bytes, ref at);
                long number = 0;
                byte[] content = [];
                switch (key & 7)
                {
                    case 0:
                        number = Varint(bytes, ref at);
                        break;
                    case 1:
                        number = BitConverter.ToInt64(bytes, at);
                        at += 8;
                        break;
                    case 2:
                        var length = (int)Varint(bytes, ref at);
                        content = bytes[at..(at + length)];
                        at += length;
                        break;
                    case 5:
                        number = BitConverter.ToInt32(bytes, at);
                        at += 4;
                        break;
                    default:
                        throw new InvalidDataException($"wire type {key & 7}");
                }

                fields.Add(((int)(key >> 3), number, content));
            }

            _fields = fields.ToLookup(field => field.Field, field => (field.Number, field.Bytes));
        }

        public bool Has(int field) => _fields.Contains(field);

        public IEnumerable<ProtobufMessage> Messages(int field) => _fields[field].Select(value => new ProtobufMessage(value.Bytes));

        public string Text(int field) => Encoding.UTF8.GetString(_fields[field].SingleOrDefault().Bytes ?? []);

        public string Hex(int field) => Convert.ToHexStringLower(_fields[field].SingleOrDefault().Bytes ?? []);

        public double Number(int field) => _fields[field].SingleOrDefault().Number;

        private static long Varint(byte[] bytes, ref int at)
        {
            long value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = bytes[at++];
                value |= (long)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    return value;
                }
            }
        }
    }
}
