package com.acme.estate.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.acme.estate.claude.Claude;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Model;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Usage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MessagesApiTest {
    private MessagesApi api;
    private AnthropicClient client;

    @BeforeEach
    void start() throws Exception {
        api = MessagesApi.start(new Seed(7), 0.001, Conditions.FLAWLESS);
        client = AnthropicOkHttpClient.builder()
                .baseUrl(api.baseUrl())
                .apiKey("test")
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @Nested
    class AnswersTheSdk {

        @Test
        void withTextAndAStopReason() {
            Message message = client.messages().create(question().build());

            assertThat(message.content())
                    .singleElement()
                    .satisfies(block -> assertThat(block.asText().text()).contains("score"));
            assertThat(message.stopReason()).contains(StopReason.END_TURN);
        }

        @Test
        void withTheFullNameOfTheModel() {
            Message message = client.messages().create(question().build());

            assertThat(message.model().asString()).isEqualTo("claude-haiku-4-5-20251001");
        }

        @Test
        void alsoAsynchronously() {
            assertThat(client.async().messages().create(question().build())).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Nested
    class CountsTokens {

        @Test
        void ofTextByItsLength() {
            assertThat(usage(question().build()).inputTokens()).isEqualTo("How are you today?".length() / 4);
        }

        @Test
        void ofImagesByTheirNumber() {
            Base64ImageSource image = Base64ImageSource.builder()
                    .mediaType(Base64ImageSource.MediaType.IMAGE_JPEG)
                    .data("/9j/")
                    .build();
            MessageCreateParams twoImages = MessageCreateParams.builder()
                    .model(Model.CLAUDE_SONNET_4_6)
                    .maxTokens(100)
                    .addUserMessageOfContentBlockParams(
                            List.of(ContentBlockParam.ofImage(image), ContentBlockParam.ofImage(image)))
                    .build();

            assertThat(usage(twoImages).inputTokens()).isEqualTo(2_300);
        }

        @Test
        void ofCachedInstructionsAsWrittenOnceAndThenAsRead() {
            MessageCreateParams cached = question()
                    .systemOfTextBlockParams(Claude.cachedInstructions("Be brief. ".repeat(100)))
                    .build();

            Usage first = usage(cached);
            Usage second = usage(cached);

            assertThat(first.cacheCreationInputTokens()).contains(250L);
            assertThat(first.cacheReadInputTokens()).contains(0L);
            assertThat(second.cacheCreationInputTokens()).contains(0L);
            assertThat(second.cacheReadInputTokens()).contains(250L);
        }

        private Usage usage(MessageCreateParams params) {
            return client.messages().create(params).usage();
        }
    }

    @Nested
    class Refuses {

        @Test
        void withARateLimitAndWhenToRetry() {
            api.change(conditions -> conditions.rateLimiting(1));

            assertThatExceptionOfType(RateLimitException.class)
                    .isThrownBy(() -> client.messages().create(question().build()))
                    .satisfies(
                            e -> assertThat(e.headers().values("retry-after")).containsExactly("1"));
        }

        @Test
        void whenOverloaded() {
            api.change(conditions -> conditions.overloaded(1));

            assertThatExceptionOfType(InternalServerException.class)
                    .isThrownBy(() -> client.messages().create(question().build()))
                    .returns(529, AnthropicServiceException::statusCode);
        }

        @Test
        void whenBroken() {
            api.change(conditions -> conditions.broken(1));

            assertThatExceptionOfType(InternalServerException.class)
                    .isThrownBy(() -> client.messages().create(question().build()))
                    .returns(500, AnthropicServiceException::statusCode);
        }
    }

    private static MessageCreateParams.Builder question() {
        return MessageCreateParams.builder()
                .model(Model.CLAUDE_HAIKU_4_5)
                .maxTokens(100)
                .addUserMessage("How are you today?");
    }
}
