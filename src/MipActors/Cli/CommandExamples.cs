using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MipActors.Cli;

/// <summary>Examples of each command, at the end of its help. Each is a line that works as it stands, given the files that it names; a test parses them all.</summary>
internal static class CommandExamples
{
    private static readonly Dictionary<string, string[]> All = new(StringComparer.Ordinal)
    {
        ["mipactors"] =
        [
            "mipactors examples knapsack > mine.py",
            "mipactors solve mine.py",
            "mipactors doctor",
        ],
        ["solve"] =
        [
            "mipactors solve plan.py --data june.json --param capacity=26 --report june.html",
            "mipactors solve plant.mps.gz --solver race --time-limit 60 --gap 0.01 -o plant.sol",
            "mipactors solve plan.lp --set pool='{\"count\": 5}' --set sensitivity=true --json",
        ],
        ["explain"] =
        [
            "mipactors explain plan.py",
            "mipactors explain plan.lp --hard 'law_*' --policy overtime --weight demand=10",
        ],
        ["bench"] =
        [
            "mipactors bench plant.mps.gz",
            "mipactors bench *.lp --solvers scip,highs,cpsat --time-limit 120 --seeds 3",
            "mipactors bench plan.py --json > plan.bench.json",
        ],
        ["convert"] = ["mipactors convert plan.lp plan.mps.gz"],
        ["replay"] = ["mipactors solve plan.py --bundle job.zip", "mipactors replay job.zip"],
        ["serve"] = ["mipactors serve", "mipactors serve --http --port 8080"],
        ["node"] = ["mipactors node --role worker"],
        ["token"] = ["mipactors token ann"],
        ["models"] = ["mipactors models list", "mipactors models rm plan"],
        ["jobs"] = ["mipactors jobs list", "mipactors jobs rm --older-than 30"],
        ["setup"] = ["mipactors setup --verify"],
        ["ps"] = ["mipactors ps --json"],
        ["examples"] = ["mipactors examples", "mipactors examples diet > diet.py"],
        ["cache"] = ["mipactors cache", "mipactors cache clean"],
        ["config"] = ["mipactors config --changed", "mipactors config --port 8080"],
        ["completion"] = ["source <(mipactors completion bash)"],
    };

    /// <summary>Every example, for the test that parses them.</summary>
    public static IEnumerable<string> Lines => All.Values.SelectMany(lines => lines);

    /// <summary>Lets the help of every command end with its examples.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        }
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        // Who asks for help has given no arguments yet.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            var command = parseResult.CommandResult.Command;
            if (All.TryGetValue(command is RootCommand ? "mipactors" : command.Name, out var lines))
            {
                parseResult.InvocationConfiguration.Output.Write($"Examples:\n{string.Concat(lines.Select(line => $"  {line}\n"))}\n");
            }

            return code;
        }
    }
}
