package io.phase3.monitor.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The dashboard in a running Grafana, with all that it needs.
 *
 * @param version of Grafana; empty where it tells nobody
 */
public record Deployment(Optional<String> version, Folder folder, DataSource dataSource, DeployedDashboard dashboard) {

    /**
     * Brings it there; what is as it should be stays untouched.
     *
     * @param folder its title or uid
     * @param prometheus the one that panels ask; any that Grafana has if empty
     * @throws IOException if Grafana does not take it; the message says what would help
     */
    public static Deployment of(ObjectNode dashboard, GrafanaApi grafana, String folder, Optional<URI> prometheus)
            throws IOException, InterruptedException {
        Optional<String> version = grafana.version();
        DataSource dataSource = DataSource.ensure(grafana, prometheus);
        Folder shelf = Folder.ensure(grafana, folder);
        return new Deployment(
                version, shelf, dataSource, DeployedDashboard.ensure(grafana, dashboard, shelf, dataSource));
    }
}
