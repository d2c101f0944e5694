using System.CommandLine;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Cli;

/// <summary><c>mipactors convert IN OUT</c>: the same model in another format.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<FileInfo> From = new("IN") { Description = "A model: .lp, .mps, plain or .gz." };
    private static readonly Argument<FileInfo> To = new("OUT") { Description = "The file to write, its format by its ending: .lp, .mps, plain or .gz." };

    public static Command Create()
    {
        var command = new Command("convert", "Write a model in another format (LP, MPS), the same bit for bit.") { From, To };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (from, to) = (parsed.GetRequiredValue(From), parsed.GetRequiredValue(To));
        var (source, target) = (FormatOf(from), FormatOf(to));
        var reading = Read(source, from, await ModelTextFile.ReadAsync(from, cancellation), cancellation);
        var writing = Write(target, to, reading.Model);
        try
        {
            await ModelFile.WriteTextAsync(to.FullName, writing.Text, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("unwritable-file", $"The file {to} can not be written: {fault.Message}");
        }

        foreach (var note in reading.Notes.Concat(writing.Notes))
        {
            await Console.Error.WriteLineAsync($"note: {note}");
        }

        var model = reading.Model;
        await Console.Out.WriteLineAsync($"{to}: {Counted.Of(model.ColumnCount, "variable")} ({model.IntegerCount:N0} integer), {Counted.Of(model.RowCount, "constraint")}, {Counted.Of(model.Matrix.NonZeroCount, "non-zero")}");
        return ExitCode.Answer;
    }

    private static ModelFormat FormatOf(FileInfo file) => ModelFile.FormatOf(file.Name)
        ?? throw new InputException("bad-option", $"{file.Name} has to end in {string.Join(", ", ModelFile.Endings)}.");

    private static ModelReading Read(ModelFormat format, FileInfo file, string text, CancellationToken cancellation)
    {
        try
        {
            return ModelText.Read(format, text, ModelSizeLimits.None, cancellation);
        }
        catch (ModelFormatException fault)
        {
            throw new InputException("bad-file", $"{file.Name}, line {fault.Line ?? 1}: {fault.Message}. {fault.Hint}".TrimEnd());
        }
    }

    private static ModelWriting Write(ModelFormat format, FileInfo file, LinearModel model)
    {
        try
        {
            return ModelText.Write(format, model);
        }
        catch (ModelFormatException fault)
        {
            throw new InputException("bad-file", $"{file.Name} can not hold the model: {fault.Message}. {fault.Hint}".TrimEnd());
        }
    }
}
