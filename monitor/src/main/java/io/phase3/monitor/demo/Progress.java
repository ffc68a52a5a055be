package io.phase3.monitor.demo;

/** Shows a run while it goes on. */
interface Progress {

    /** Called about once a second. */
    void show(Summary summary);

    /** Called once, with the last word. */
    void finish(Summary summary);
}
