package com.acme.undertow;

import com.acme.websocket.Application;
import com.acme.websocket.Endpoints;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.websocket.DeploymentException;
import java.net.InetSocketAddress;

/** The application on Undertow, and a handler of Undertow's own kind at {@code /native}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(Main.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("application")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME, new WebSocketDeploymentInfo().addListener(container -> {
                                    try {
                                        Endpoints.deploy(container);
                                    } catch (DeploymentException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }));
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.path(manager.start())
                        .addExactPath("/native", Handlers.websocket((exchange, channel) -> {
                            channel.getReceiveSetter().set(new TourListener());
                            channel.resumeReceives();
                        })))
                .build();
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        Application.run(address.getPort(), () -> {
            manager.stop();
            manager.undeploy();
            undertow.stop();
        });
    }
}
