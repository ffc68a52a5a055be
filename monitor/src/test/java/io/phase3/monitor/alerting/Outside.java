package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.alerting.receivers.PagerDuty;
import io.phase3.monitor.alerting.receivers.Slack;
import io.phase3.monitor.alerting.receivers.Webhook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Everybody whom Alertmanager tells, on loopback, and the shipped configuration that leads there. */
final class Outside implements AutoCloseable {
    private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";
    private static final String SECRETS = "/etc/phase3/secrets/";

    final PagerDuty pagerDuty = PagerDuty.start(ROUTING_KEY);
    final Slack alerts = Slack.start();
    final Slack businessImpact = Slack.start();
    final Webhook deadMansSwitch = Webhook.start("/phase3", "switch-token");
    final Webhook exporter = Webhook.start("/-/alerts", "exporter-token");

    private final Path folder;

    /** Writes the configuration into the folder, where it waits a second where it waited minutes. */
    Outside(Path folder) throws IOException {
        this.folder = folder;
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("pagerduty-routing-key"), ROUTING_KEY + "\n");
        Files.writeString(secrets.resolve("slack-alerts-url"), alerts.uri() + "\n");
        Files.writeString(secrets.resolve("slack-business-impact-url"), businessImpact.uri() + "\n");
        Files.writeString(secrets.resolve("deadmansswitch-token"), "switch-token\n");
        Files.writeString(secrets.resolve("webhook-token"), "exporter-token\n");

        Path templates = Files.createDirectories(folder.resolve("templates"));
        Files.copy(MonitoringFolder.PATH.resolve("templates/phase3.tmpl"), templates.resolve("phase3.tmpl"));
        Files.writeString(folder.resolve("alertmanager.yml"), configuration());
    }

    private String configuration() throws IOException {
        String text = Files.readString(MonitoringFolder.PATH.resolve("alertmanager.yml"));
        for (Map.Entry<String, String> change : Map.of(
                        SECRETS,
                        folder.resolve("secrets") + "/",
                        "https://events.pagerduty.com/v2/enqueue",
                        pagerDuty.uri().toString(),
                        "https://deadmansswitch.example.com/phase3",
                        deadMansSwitch.uri().toString(),
                        "http://127.0.0.1:8010/-/alerts",
                        exporter.uri().toString())
                .entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        return text.replaceAll("group_wait: (?!0s).*", "group_wait: 1s")
                .replaceAll("group_interval: .*", "group_interval: 1s")
                .replace("repeat_interval: 50s", "repeat_interval: 500ms");
    }

    /** Where the secret of this name is kept. */
    Path secret(String name) {
        return folder.resolve("secrets").resolve(name);
    }

    @Override
    public void close() {
        pagerDuty.close();
        alerts.close();
        businessImpact.close();
        deadMansSwitch.close();
        exporter.close();
    }
}
