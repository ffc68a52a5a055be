package com.acme.estate;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever started the service and holds its standard input: a line on it ends the traffic, its end the service. */
final class Attendant {
    private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);

    private final CountDownLatch gone = new CountDownLatch(1);

    private Attendant() {}

    /** One for whom nobody has to wait. */
    static Attendant nobody() {
        Attendant nobody = new Attendant();
        nobody.sendAway();
        return nobody;
    }

    /** Listens to the input from now on, on a daemon thread. */
    static Attendant at(InputStream input, Runnable endTraffic) {
        Attendant attendant = new Attendant();
        Thread thread = new Thread(() -> attendant.listen(input, endTraffic), "attendant");
        thread.setDaemon(true);
        thread.start();
        return attendant;
    }

    /** Waits until the attendant has gone, or was sent away. */
    void awaitGone() throws InterruptedException {
        gone.await();
    }

    /** Does not wait for the attendant any more. */
    void sendAway() {
        gone.countDown();
    }

    private void listen(InputStream input, Runnable endTraffic) {
        try {
            for (int read = input.read(); read >= 0; read = input.read()) {
                if (read == '\n') {
                    endTraffic.run();
                }
            }
        } catch (IOException e) {
            LOG.debug("The standard input has failed, which is as good as its end", e);
        } finally {
            endTraffic.run();
            gone.countDown();
        }
    }
}
