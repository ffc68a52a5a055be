package io.phase3.agent.record;

import io.phase3.agent.bridge.Bridge;
import io.phase3.agent.bridge.InstalledBridge;
import java.util.function.ObjLongConsumer;

/** The calls that woven code in this JVM has open. */
final class BridgedCalls implements OpenCalls {
    private final Bridge bridge = InstalledBridge.get();

    @Override
    public int[] guards() {
        return bridge.open();
    }

    @Override
    public Object enter(int guard) {
        return bridge.enter(guard);
    }

    @Override
    public void exit(ObjLongConsumer<Object[]> recorder, int guard, Object call, Throwable thrown, Object[] frame) {
        bridge.exit(recorder, guard, call, thrown, frame);
    }
}
