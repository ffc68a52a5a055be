package io.phase3.agent.e2e;

/** Tyrus with the API's old name, javax.websocket. */
class TyrusJavaxIT extends JakartaWebSocketContract {
    TyrusJavaxIT() {
        super("com.acme.tyrus.Main", "abnormal");
    }
}
