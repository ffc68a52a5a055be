package io.phase3.agent.e2e;

/** Tomcat with the API's old name, javax.websocket. */
class TomcatJavaxIT extends JakartaWebSocketContract {
    TomcatJavaxIT() {
        super("com.acme.tomcat.Main", "going_away");
    }
}
