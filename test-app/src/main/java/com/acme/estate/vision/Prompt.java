package com.acme.estate.vision;

import com.acme.estate.claude.Claude;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Model;
import com.anthropic.models.messages.TextBlockParam;
import java.util.List;

/** A question about an image as Claude wants it asked. */
final class Prompt {
    private static final String INSTRUCTIONS = """
            You assess photographs and drawings of residential property for a brokerage. Judge only what is visible.
            Consider light, materials, state of repair, proportions, surroundings and anything a buyer at this price
            would ask about. Ignore furniture that leaves with the seller, people, pets and text overlays. A score of 0
            is the worst that you see in the market, 0.5 the median listing, 1 the best in a hundred. Do not infer the
            neighborhood, the owners or the price. If the image is too dark, too small, blurred, or shows no property,
            it is unusable, and the score is your best guess. Answer with one JSON object and nothing else:
            {"score": number from 0 to 1, "usable": boolean}
            """;
    private static final long MAX_TOKENS = 1_024;

    private Prompt() {}

    static MessageCreateParams about(String image, String question) {
        Base64ImageSource source = Base64ImageSource.builder()
                .mediaType(Base64ImageSource.MediaType.IMAGE_JPEG)
                .data(image)
                .build();
        return MessageCreateParams.builder()
                .model(Model.CLAUDE_SONNET_4_6)
                .maxTokens(MAX_TOKENS)
                .systemOfTextBlockParams(Claude.cachedInstructions(INSTRUCTIONS))
                .addUserMessageOfContentBlockParams(List.of(
                        ContentBlockParam.ofImage(ImageBlockParam.of(source)),
                        ContentBlockParam.ofText(TextBlockParam.of(question))))
                .build();
    }
}
