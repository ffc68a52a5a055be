# The agent's jar, for an init container that copies it into a volume which it shares with the application.
#
#   mvn -pl agent -am package -DskipTests
#   docker build -f config/docker/agent.Dockerfile -t phase3-agent:1.0.0 .
FROM busybox:1.37.0

COPY --chmod=0644 agent/target/phase3-agent.jar /phase3-agent.jar

USER 10001:10001

# It copies and ends: there is nothing that could be asked.
HEALTHCHECK NONE

ENTRYPOINT ["cp", "/phase3-agent.jar"]
CMD ["/phase3/phase3-agent.jar"]
