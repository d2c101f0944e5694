using System.Globalization;
using System.Text;
using Google.Protobuf.Reflection;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// Raw parameters of the solvers of OR-Tools: fields of a protocol buffer message, members of nested messages by dotted names
/// (<c>termination_criteria.iteration_limit</c>), as one text in its text format.
/// </summary>
internal static class ProtoParameters
{
    /// <summary>The text.</summary>
    /// <exception cref="SolveRefusedException">A parameter is unknown, can not have its value, or is not for callers to set.</exception>
    public static string Text(string solver, MessageDescriptor message, IReadOnlyDictionary<string, string> parameters, params string[] reserved)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (reserved.Contains(name, StringComparer.Ordinal))
            {
                throw RawParameters.Forbidden(solver, name, "there is an option for it, or it is the server's");
            }

            Append(text, solver, message, message, name, name, value);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string solver, MessageDescriptor root, MessageDescriptor message, string whole, string name, string value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var field = message.FindFieldByName(dot < 0 ? name : name[..dot]);
        if (field is null || field.IsRepeated || (field.FieldType == FieldType.Message) != dot > 0)
        {
            throw RawParameters.Unknown(solver, whole, Names(root, ""));
        }

        text.Append(field.Name);
        if (dot > 0)
        {
            text.Append(" { ");
            Append(text, solver, root, field.MessageType, whole, name[(dot + 1)..], value);
            text.Append("} ");
            return;
        }

        text.Append(": ").Append(Value(solver, field, whole, value)).Append(' ');
    }

    private static string Value(string solver, FieldDescriptor field, string name, string value) => field.FieldType switch
    {
        FieldType.Bool => (RawParameters.Boolean(value) ?? throw RawParameters.Bad(solver, name, value, "true or false is expected")) ? "true" : "false",
        FieldType.Double or FieldType.Float =>
            Numbers.Text(RawParameters.Real(value) is { } real && double.IsFinite(real) ? real : throw RawParameters.Bad(solver, name, value, "a number is expected")),
        FieldType.Enum => field.EnumType.FindValueByName(value.ToUpperInvariant())?.Name
            ?? throw RawParameters.Bad(solver, name, value, $"one of {string.Join(", ", field.EnumType.Values.Select(one => one.Name))} is expected"),
        FieldType.String => $"\"{string.Concat(value.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ' '))}\"",
        _ => (RawParameters.Integer(value) ?? throw RawParameters.Bad(solver, name, value, "a whole number is expected")).ToString(CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Names(MessageDescriptor message, string prefix) => message.Fields.InFieldNumberOrder()
        .Where(field => !field.IsRepeated)
        .SelectMany(field => field.FieldType == FieldType.Message && prefix.Length < 60
            ? Names(field.MessageType, $"{prefix}{field.Name}.")
            : [$"{prefix}{field.Name}"]);
}
