package com.acme.estate.store;

import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.RemoteSystems;
import java.time.Duration;

/** The PostgreSQL database behind the service. */
public final class Database {
    private final RemoteSystem postgres;

    public Database(RemoteSystem postgres) {
        this.postgres = postgres;
    }

    public static Database connect(RemoteSystems remotes) {
        return new Database(remotes.named("postgres", Duration.ofMillis(7), 0.55, 0.0005));
    }

    /** Runs the named statement, for example {@code lead_profile}. */
    public void query(String statement) {
        postgres.call();
    }
}
