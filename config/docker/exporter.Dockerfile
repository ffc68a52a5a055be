# The exporter, and every other command of ./phase3 but demo: the impact report, the backtest, stack deploy-dashboards.
#
#   mvn -pl monitor -am package -DskipTests
#   docker build -f config/docker/exporter.Dockerfile -t phase3-monitor:1.0.0 .
#
# Runs as nobody's user, writes nothing but to /tmp, and needs no more than a read-only root file system.
FROM eclipse-temurin:21.0.7_6-jre-alpine

COPY --chmod=0644 monitor/target/phase3-monitor.jar /opt/phase3/phase3-monitor.jar
COPY config/monitoring /opt/phase3/config/monitoring
COPY --chmod=0644 config/docker/exporter.conf /etc/phase3/exporter.conf

# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 8010

# It answers before it has found its database: a database that is away is no reason to restart.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=3 \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8010/-/healthy"]

ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-Dphase3.home=/opt/phase3", "-jar", "/opt/phase3/phase3-monitor.jar"]
CMD ["exporter", "--config", "/etc/phase3/exporter.conf"]
