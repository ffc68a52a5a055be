package io.phase3.monitor.launcher;

/** Stands for the command line behind the launcher: says where it was told it is, and what it was asked. */
final class EchoCommand {

    private EchoCommand() {}

    public static void main(String[] arguments) {
        System.out.println("home=" + System.getProperty("phase3.home"));
        System.out.println("arguments=" + String.join("|", arguments));
    }
}
