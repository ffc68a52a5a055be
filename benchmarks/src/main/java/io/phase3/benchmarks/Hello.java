package io.phase3.benchmarks;

/** The least that a JVM can start for. */
final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println(greeting());
    }

    static String greeting() {
        return "hello, world";
    }
}
