package io.phase3.agent.attribution.model;

import java.util.List;

/** Credit for touches by their place in the journey. */
final class PlaceCredit {
    private PlaceCredit() {}

    /** The same to each touch. */
    static void linear(List<Touch> journey, Shares shares) {
        journey.forEach(touch -> shares.add(touch.feature(), 1));
    }

    /** All to the first. */
    static void firstTouch(List<Touch> journey, Shares shares) {
        shares.add(first(journey), 1);
    }

    /** All to the last. */
    static void lastTouch(List<Touch> journey, Shares shares) {
        shares.add(last(journey), 1);
    }

    /** 40 % to the first, 40 % to the last, 20 % in equal parts to those between; half and half if none is between. */
    static void position(List<Touch> journey, Shares shares) {
        List<Touch> between = journey.subList(1, Math.max(1, journey.size() - 1));
        linear(between, shares);
        // If n between share 20 %, one share each, then 40 % are 2n.
        int end = Math.max(1, 2 * between.size());
        shares.add(first(journey), end);
        shares.add(last(journey), end);
    }

    private static String first(List<Touch> journey) {
        return journey.get(0).feature();
    }

    private static String last(List<Touch> journey) {
        return journey.get(journey.size() - 1).feature();
    }
}
