package io.phase3.agent.e2e;

/** Tyrus. */
class TyrusIT extends JakartaWebSocketContract {
    TyrusIT() {
        super("com.acme.tyrus.Main", "abnormal");
    }
}
