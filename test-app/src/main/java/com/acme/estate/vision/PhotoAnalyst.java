package com.acme.estate.vision;

import com.acme.estate.claude.Verdict;
import com.acme.estate.events.Event;
import com.acme.estate.events.EventBus;
import com.acme.estate.events.Topic;
import com.anthropic.client.AnthropicClient;

/** Looks at photos of properties. */
public final class PhotoAnalyst {
    private final AnthropicClient claude;
    private final EventBus bus;

    public PhotoAnalyst(AnthropicClient claude, EventBus bus) {
        this.claude = claude;
        this.bus = bus;
    }

    public PhotoFindings analyse(PhotoRequest request) {
        Verdict verdict = Verdict.of(claude.messages()
                .create(Prompt.about(request.photo(), request.analysis().question())));
        if (verdict.usable()) {
            bus.publish(Event.now(Topic.PROPERTY_ALERTS, request.analysis().label(), request.propertyId()));
        }
        return new PhotoFindings(request.analysis(), verdict.score(), verdict.usable(), verdict.usage());
    }
}
