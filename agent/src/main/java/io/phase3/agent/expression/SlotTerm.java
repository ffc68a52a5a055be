package io.phase3.agent.expression;

/** What a slot of the frame holds. */
final class SlotTerm extends Term {
    private final int slot;

    SlotTerm(int slot) {
        this.slot = slot;
    }

    @Override
    Object read(Object[] frame) {
        return Optionals.unwrapped(frame[slot]);
    }
}
