package io.phase3.monitor.demo;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Knows how the processes are started that the demo needs beside the application. */
interface BusinessProcesses {

    /** PostgreSQL and Redis, which say where they are in one line of JSON, and end when their input ends. */
    List<String> stores(Path directory);

    /** The exporter, which ends when its input ends. */
    List<String> exporter(Path configuration);

    /** Those of this repository, on the JVM that runs this. */
    static BusinessProcesses of(Home home) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new BusinessProcesses() {
            @Override
            public List<String> stores(Path directory) {
                String application =
                        home.file("test-app/target/phase3-test-app.jar").toString();
                return List.of(
                        java, "-cp", application, "com.acme.estate.stores.Stores", "--directory", directory.toString());
            }

            @Override
            public List<String> exporter(Path configuration) {
                return List.of(
                        java,
                        "-cp",
                        ownJar(),
                        "io.phase3.monitor.Phase3",
                        "exporter",
                        "--attended",
                        "--config",
                        configuration.toString());
            }
        };
    }

    private static String ownJar() {
        try {
            return Path.of(BusinessProcesses.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
