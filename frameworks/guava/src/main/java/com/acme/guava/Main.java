package com.acme.guava;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import java.io.IOException;

/** Makes a few calls whose results are listenable futures. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        find("a");
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
    }

    static ListenableFuture<String> find(String id) {
        return Futures.immediateFuture(id);
    }
}
