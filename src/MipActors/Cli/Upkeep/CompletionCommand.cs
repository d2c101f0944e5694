using System.CommandLine;

namespace MipActors.Cli.Upkeep;

/// <summary><c>mipactors completion SHELL</c>: the lines that make a shell complete commands and options, which the program itself tells it.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # source <(mipactors completion bash)
        _mipactors() {
          local IFS=$'\n'
          COMPREPLY=($(mipactors "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o bashdefault -o default -F _mipactors mipactors
        """;

    private const string Zsh = """
        # source <(mipactors completion zsh), after compinit
        _mipactors() {
          local -a found
          found=("${(@f)$(mipactors "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          if (( ${#found} )) && [[ -n ${found[1]} ]]; then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _mipactors mipactors
        """;

    private const string Fish = """
        # mipactors completion fish | source
        complete -c mipactors -a '(mipactors "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
        """;

    private static readonly Argument<string> Shell = new("SHELL") { Description = "bash, zsh or fish." };

    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print what makes a shell complete commands and options: source <(mipactors completion bash)") { Shell };
        command.SetAction(parsed => Console.WriteLine(parsed.GetRequiredValue(Shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish }));
        return command;
    }
}
