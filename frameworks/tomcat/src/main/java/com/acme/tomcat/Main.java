package com.acme.tomcat;

import com.acme.websocket.Application;
import com.acme.websocket.Endpoints;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsContextListener;

/** The application on Tomcat. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(".");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
        context.addServletMappingDecoded("/", "default");
        context.addApplicationListener(Deployment.class.getName());
        tomcat.start();
        Application.run(tomcat.getConnector().getLocalPort(), tomcat::stop);
    }

    /** Deploys the endpoints once the web application is up. */
    public static final class Deployment extends WsContextListener implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            super.contextInitialized(event);
            try {
                Endpoints.deploy(
                        (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName()));
            } catch (DeploymentException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
