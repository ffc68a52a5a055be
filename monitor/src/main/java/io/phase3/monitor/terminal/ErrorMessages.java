package io.phase3.monitor.terminal;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on stderr, in one line, why a command did not work; with {@code --debug} the stack trace follows. */
public final class ErrorMessages implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private boolean stackTraces;

    /** Whether stack traces are wanted. */
    public void showStackTraces(boolean wanted) {
        stackTraces = wanted;
    }

    /** A wrong command: what was wrong, what may have been meant, where to read on. */
    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
            return ExitCode.USAGE;
        }
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + exception.getMessage());
        UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        boolean isExpected = exception instanceof CommandFailure;
        err.println(name + ": "
                + (isExpected
                        ? exception.getMessage()
                        : "unexpected failure: " + exception + "; please report it with what --debug adds"));
        if (stackTraces) {
            exception.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }
}
