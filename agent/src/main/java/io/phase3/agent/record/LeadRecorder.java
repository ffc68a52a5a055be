package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import java.util.function.Consumer;

/** Records calls that may be made for a lead, their own or that of the calls around them. */
abstract class LeadRecorder extends CallRecorder implements ScopeOpener {
    private final CallLead lead;

    /** @param lead finds the lead */
    LeadRecorder(CallLead lead, BoundRule bound, Consumer<Throwable> failures) {
        super(bound, failures);
        this.lead = lead;
    }

    @Override
    public final String lead(Object[] scope) {
        return lead.of(scope);
    }

    @Override
    final void returned(Object[] frame) {
        lead.keep(frame);
    }
}
