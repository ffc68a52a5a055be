package io.phase3.agent.attribution.touches;

import java.util.Arrays;

/**
 * The touches of one lead in an array of longs: the upper 48 bits are milliseconds since the epoch, the lower 16 the
 * number of a feature, so that the order of the longs is the order of time.
 */
final class PackedTouches {
    static final long[] NONE = {};

    private static final int FEATURE_BITS = 16;
    private static final long LATEST = Long.MAX_VALUE >> FEATURE_BITS;

    private PackedTouches() {}

    /** @param time milliseconds since the epoch; what is more than 4,459 years away from it is taken for that */
    static long pack(long time, int feature) {
        return Math.max(~LATEST, Math.min(LATEST, time)) << FEATURE_BITS | feature;
    }

    static long time(long touch) {
        return touch >> FEATURE_BITS;
    }

    static int feature(long touch) {
        return (int) touch & (1 << FEATURE_BITS) - 1;
    }

    /**
     * Adds a touch, unless it is there.
     *
     * @param touches ascending; may be changed
     * @param most how many there may be: the first one and the latest others
     * @return the touches, ascending, in an array that they fill
     */
    static long[] with(long touch, long[] touches, int most) {
        int found = Arrays.binarySearch(touches, touch);
        if (found >= 0) {
            return touches;
        }
        int at = -found - 1;
        if (touches.length < most) {
            long[] more = Arrays.copyOf(touches, touches.length + 1);
            System.arraycopy(touches, at, more, at + 1, touches.length - at);
            more[at] = touch;
            return more;
        }
        if (at == 0) {
            // The one that was first so far is now the oldest of the others, and goes.
            touches[0] = touch;
        } else if (at > 1) {
            System.arraycopy(touches, 2, touches, 1, at - 2);
            touches[at - 1] = touch;
        }
        return touches;
    }
}
