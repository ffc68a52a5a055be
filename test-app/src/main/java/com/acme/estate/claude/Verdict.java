package com.acme.estate.claude;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.TextBlock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * What the model thinks of the material it was shown.
 *
 * @param score 0 to 1
 * @param usable whether the material was good enough to tell
 */
public record Verdict(double score, boolean usable, TokenUsage usage) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Answer(double score, boolean usable) {}

    /** Reads the answer to a prompt that asks for score and usability. */
    public static Verdict of(Message message) {
        String text = message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(TextBlock::text)
                .collect(Collectors.joining());
        try {
            Answer answer = JSON.readValue(text, Answer.class);
            return new Verdict(answer.score(), answer.usable(), TokenUsage.of(message.usage()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The model did not answer in JSON", e);
        }
    }
}
