package io.phase3.monitor;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code phase3 completion}: prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        description =
                "Prints a script for bash and zsh that completes commands and options: eval \"$(./phase3 completion)\".",
        footer = {
            "",
            "For good: that line in ~/.bashrc or, below compinit, in ~/.zshrc; or, which is",
            "faster, the script in a file of its own, once:",
            "",
            "  mkdir -p ~/.local/share/bash-completion/completions",
            "  ./phase3 completion >~/.local/share/bash-completion/completions/phase3",
            "",
            "It completes ./phase3, too, as well as any other way to it.",
            "",
            "Exit codes: 0 done, 1 the answer is no, 2 the command was wrong."
        })
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandSpec root = spec.root();
        spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
        spec.commandLine().getOut().flush();
    }
}
