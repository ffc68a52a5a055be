package com.acme.springwebflux;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;

/** A reactive application that sends back what it gets. */
@SpringBootApplication(proxyBeanMethods = false)
public class Main {
    public static void main(String[] args) throws IOException {
        ApplicationContext context = SpringApplication.run(Main.class, "--server.port=0", "--server.address=127.0.0.1");
        System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    @Bean
    HandlerMapping sockets() {
        Map<String, WebSocketHandler> handlers = new HashMap<>();
        handlers.put("/echo", new EchoHandler());
        handlers.put("/lambda", session -> session.send(session.receive().map(Main::copy)));
        return new SimpleUrlHandlerMapping(handlers, -1);
    }

    private static WebSocketMessage copy(WebSocketMessage message) {
        return new WebSocketMessage(message.getType(), message.retain().getPayload());
    }

    static class EchoHandler implements WebSocketHandler {
        @Override
        public Mono<Void> handle(WebSocketSession session) {
            return session.receive()
                    .concatMap(message -> answer(session, message))
                    .then();
        }

        private static Mono<Void> answer(WebSocketSession session, WebSocketMessage message) {
            if (message.getType() == WebSocketMessage.Type.TEXT) {
                String text = message.getPayloadAsText();
                if (text.equals("fail")) {
                    throw new IllegalStateException("as asked");
                }
                if (text.equals("bye")) {
                    return session.close(new CloseStatus(4001, "as asked"));
                }
                return session.send(Mono.just(session.textMessage(text)));
            }
            return session.send(Mono.just(copy(message)));
        }
    }
}
