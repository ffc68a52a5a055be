package com.acme.estate.vision;

import com.acme.estate.claude.Verdict;
import com.anthropic.client.AnthropicClient;
import io.phase3.annotations.Phase3Timed;

/** Reads floor plans. */
final class FloorPlanReader {
    private static final String QUESTION = "How well would a family of four live on this floor plan?";

    private final AnthropicClient claude;

    FloorPlanReader(AnthropicClient claude) {
        this.claude = claude;
    }

    /** Rates the plan, a JPEG in base64. */
    @Phase3Timed(
            kind = "vision",
            feature = "property_intelligence",
            type = "'floor_plan'",
            success = "result.usable",
            cost = "result.usage.inputTokens * 0.000003 + result.usage.outputTokens * 0.000015"
                    + " + result.usage.cacheReadTokens * 0.0000003 + result.usage.cacheWriteTokens * 0.00000375",
            api = "claude")
    Verdict read(String plan) {
        return Verdict.of(claude.messages().create(Prompt.about(plan, QUESTION)));
    }
}
