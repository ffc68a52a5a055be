package com.acme.estate;

import com.acme.estate.traffic.IncidentDesk;
import com.acme.estate.traffic.Temper;
import com.acme.estate.traffic.TrafficGenerator;
import com.acme.estate.vendor.Seed;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Starts the property service together with the traffic that it lives on. */
@Command(
        name = "phase3-test-app",
        description = "A small real-estate service under believable load, on the loopback interface only.",
        mixinStandardHelpOptions = true,
        version = "1.0.0",
        sortOptions = false)
public final class PropertyService implements Callable<Integer> {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    @Option(
            names = "--rate",
            defaultValue = "40",
            description = "Events a second, all kinds together (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--duration",
            defaultValue = "0",
            converter = ShortDuration.class,
            description = "How long, such as 30s, 5m or 1h; 0: until stopped (${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same traffic (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--time-scale",
            defaultValue = "1",
            description = "Factor on the latency of everything remote; 0.1 is ten times as fast (${DEFAULT-VALUE}).")
    private double timeScale;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Port of the websocket server; 0: any (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--calm", description = "Nothing goes wrong but what is ordered at the incidents' address.")
    private boolean calm;

    @Option(
            names = "--steady",
            description = "Calm, and even: no chance in when things happen, and nobody outside ever fails unordered.")
    private boolean steady;

    @Option(
            names = "--attended",
            description =
                    "A line on standard input ends the traffic, as Ctrl-C does; the end of the input the service.")
    private boolean attended;

    @Spec
    private CommandSpec spec;

    private PropertyService() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new PropertyService());
    }

    @Override
    public Integer call() throws Exception {
        requirePositive("--rate", rate);
        requirePositive("--time-scale", timeScale);
        Seed source = new Seed(seed);
        try (Estate estate =
                        steady ? Estate.openFlawless(source, timeScale, port) : Estate.open(source, timeScale, port);
                TrafficGenerator traffic = new TrafficGenerator(estate, source, rate, temper());
                IncidentDesk incidents = IncidentDesk.open(estate, traffic)) {
            Attendant attendant = attended ? Attendant.at(System.in, traffic::stop) : Attendant.nobody();
            Runnable end = () -> {
                attendant.sendAway();
                traffic.stop();
            };
            StopSignals.handle(end, traffic::stop);
            print(
                    "ready websocket=%s messages-api=%s incidents=%s",
                    TrafficGenerator.address(estate), estate.messagesApi().baseUrl(), incidents.url());
            print("traffic rate=%s duration=%s seed=%d time-scale=%s", rate, duration, seed, timeScale);
            traffic.play(duration.isZero() ? FOR_EVER : duration);
            print("stopped %s", traffic.summary());
            attendant.awaitGone();
        }
        return CommandLine.ExitCode.OK;
    }

    private Temper temper() {
        if (steady) {
            return Temper.STEADY;
        }
        return calm ? Temper.CALM : Temper.LIVELY;
    }

    private void requirePositive(String option, double value) {
        if (!(value > 0)) {
            throw new ParameterException(spec.commandLine(), option + " must be greater than 0");
        }
    }

    private void print(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    private static final class ShortDuration implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return text.equals("0") ? Duration.ZERO : Duration.parse("PT" + text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a duration such as 30s, 5m or 1h");
            }
        }
    }
}
