package io.phase3.monitor.experiments;

import io.phase3.monitor.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * How experiments are evaluated and rolled back. Immutable.
 *
 * @param interval how often they are evaluated
 * @param coolDown how long after a rollback of an experiment no other one is made automatically
 * @param webhookToken what Alertmanager has to send as bearer token; without it there is no webhook
 */
public record ExperimentSettings(Duration interval, Duration coolDown, Optional<Secret> webhookToken) {}
