package com.acme.websocket;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** All endpoints of the application. */
public final class Endpoints {
    private Endpoints() {}

    /** Makes the endpoints known to a server. */
    public static void deploy(ServerContainer container) throws DeploymentException {
        container.addEndpoint(LeadSocket.class);
        container.addEndpoint(PhotoSocket.class);
        container.addEndpoint(OfferSocket.class);
        container.addEndpoint(DoorSocket.class);
        container.addEndpoint(
                ServerEndpointConfig.Builder.create(ChatEndpoint.class, "/chat").build());
        container.addEndpoint(ServerEndpointConfig.Builder.create(QuickEndpoint.class, "/quick")
                .build());
    }
}
