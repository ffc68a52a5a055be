package io.phase3.agent.e2e;

/** Tomcat. */
class TomcatIT extends JakartaWebSocketContract {
    TomcatIT() {
        super("com.acme.tomcat.Main", "going_away");
    }
}
