package com.acme.springwebsocket;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.PerConnectionWebSocketHandler;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Spring Boot on Tomcat, with handlers of all the forms that Spring's users write. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableWebSocket
@EnableWebSocketMessageBroker
public class Main implements WebSocketConfigurer, WebSocketMessageBrokerConfigurer {
    public static void main(String[] args) throws IOException {
        ApplicationContext context = SpringApplication.run(Main.class, "--server.port=0", "--server.address=127.0.0.1");
        System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new EchoHandler(), "/echo");
        registry.addHandler(new PlainHandler(), "/plain");
        registry.addHandler(new SuperHandler(), "/super");
        registry.addHandler(new Decorator(new DecoratedHandler()), "/decorated");
        registry.addHandler(perConnection(), "/per-connection");
        registry.addHandler(new SockJsHandler(), "/sockjs").withSockJS();
    }

    @Bean
    PerConnectionWebSocketHandler perConnection() {
        return new PerConnectionWebSocketHandler(OwnHandler.class);
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/stomp");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.enableSimpleBroker("/topic");
    }

    static class EchoHandler extends AbstractWebSocketHandler {
        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            if (message.getPayload().equals("fail")) {
                throw new IllegalStateException("as asked");
            }
            if (message.getPayload().equals("bye")) {
                session.close(new CloseStatus(4001, "as asked"));
                return;
            }
            session.sendMessage(message);
        }

        @Override
        protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
            session.sendMessage(message);
        }
    }

    /** Extends nothing. */
    static class PlainHandler implements WebSocketHandler {
        @Override
        public void afterConnectionEstablished(WebSocketSession session) {}

        @Override
        public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws IOException {
            session.sendMessage(message);
        }

        @Override
        public void handleTransportError(WebSocketSession session, Throwable exception) {}

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {}

        @Override
        public boolean supportsPartialMessages() {
            return false;
        }
    }

    /** Overrides everything, and goes on to the base class. */
    static class SuperHandler extends EchoHandler {
        @Override
        public void afterConnectionEstablished(WebSocketSession session) throws Exception {
            super.afterConnectionEstablished(session);
        }

        @Override
        public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
            super.handleMessage(session, message);
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            super.handleTextMessage(session, message);
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
            super.afterConnectionClosed(session, status);
        }
    }

    static class DecoratedHandler extends EchoHandler {}

    static class OwnHandler extends EchoHandler {}

    static class SockJsHandler extends TextWebSocketHandler {
        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            session.sendMessage(message);
        }
    }

    /** Hands on another session object at each call, as decorators may. */
    static class Decorator extends WebSocketHandlerDecorator {
        Decorator(WebSocketHandler handler) {
            super(handler);
        }

        @Override
        public void afterConnectionEstablished(WebSocketSession session) throws Exception {
            super.afterConnectionEstablished(concurrent(session));
        }

        @Override
        public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
            super.handleMessage(concurrent(session), message);
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
            super.afterConnectionClosed(concurrent(session), status);
        }

        private static WebSocketSession concurrent(WebSocketSession session) {
            return new ConcurrentWebSocketSessionDecorator(session, 1_000, 65_536);
        }
    }
}
