package com.acme.bedrock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.backoff.BackoffStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Has Amazon Bedrock describe houses, in each of the ways that the SDK knows. */
public final class Main {
    private static final String MODEL = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    private final BedrockRuntimeClient client;
    private final BedrockRuntimeAsyncClient asyncClient;

    private Main(URI endpoint) {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
        ClientOverrideConfiguration oneRetry = ClientOverrideConfiguration.builder()
                .retryPolicy(RetryPolicy.builder()
                        .numRetries(1)
                        .backoffStrategy(BackoffStrategy.none())
                        .throttlingBackoffStrategy(BackoffStrategy.none())
                        .build())
                .build();
        client = BedrockRuntimeClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .overrideConfiguration(oneRetry)
                .build();
        asyncClient = BedrockRuntimeAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .overrideConfiguration(oneRetry)
                .build();
    }

    public static void main(String[] args) throws IOException {
        Main main = new Main(URI.create(args[0]));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            try {
                System.out.println(main.run(command));
            } catch (SdkException e) {
                System.out.println(e.getClass().getSimpleName());
            } catch (CompletionException e) {
                System.out.println(e.getCause().getClass().getSimpleName());
            }
            System.out.println("done " + command);
        }
    }

    private String run(String command) {
        switch (command) {
            case "describe":
                return describe();
            case "photo":
                return converse(ContentBlock.fromText("What is this?"), ContentBlock.fromImage(photo()));
            case "async":
                return text(asyncClient.converse(request(ContentBlock.fromText("Describe it."))));
            case "unpriced":
                return client.converse(request -> request.modelId("acme.house-model")
                                .messages(user(ContentBlock.fromText("Describe it."))))
                        .stopReasonAsString();
            case "lambda":
                return client.converse(request -> request.modelId(MODEL).messages(user(ContentBlock.fromText("Now?"))))
                        .stopReasonAsString();
            case "cancelled":
                return String.valueOf(asyncClient
                        .converse(request(ContentBlock.fromText("Never mind.")))
                        .cancel(true));
            case "invoke":
                return client.invokeModel(request -> request.modelId(MODEL).body(SdkBytes.fromUtf8String("{}")))
                        .body()
                        .asUtf8String();
            case "stream":
                asyncClient
                        .converseStream(
                                request -> request.modelId(MODEL).messages(user(ContentBlock.fromText("Slowly."))),
                                ConverseStreamResponseHandler.builder()
                                        .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                                                .build())
                                        .build())
                        .join();
                return "streamed";
            default:
                throw new IllegalArgumentException(command);
        }
    }

    /** What is configured with a feature in the test. */
    private String describe() {
        return converse(ContentBlock.fromText("Describe it."));
    }

    private String converse(ContentBlock... content) {
        return client.converse(request(content))
                .output()
                .message()
                .content()
                .get(0)
                .text();
    }

    private static String text(CompletableFuture<ConverseResponse> response) {
        return response.join().output().message().content().get(0).text();
    }

    private static ConverseRequest request(ContentBlock... content) {
        return ConverseRequest.builder().modelId(MODEL).messages(user(content)).build();
    }

    private static Message user(ContentBlock... content) {
        return Message.builder().role(ConversationRole.USER).content(content).build();
    }

    private static ImageBlock photo() {
        return ImageBlock.builder()
                .format(ImageFormat.PNG)
                .source(ImageSource.fromBytes(SdkBytes.fromByteArray(new byte[] {1, 2, 3})))
                .build();
    }
}
