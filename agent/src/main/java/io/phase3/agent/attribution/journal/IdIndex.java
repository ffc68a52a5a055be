package io.phase3.agent.attribution.journal;

import java.util.Arrays;

/**
 * Fingerprints in the order of their age, each with a place; beyond a number of them the oldest are forgotten.
 *
 * <p>A ring of three {@code long}s each, and a hash table (linear probing, at most half full) of positions in the ring:
 * 32 to 40 bytes an id.
 */
final class IdIndex {
    /** The place of what is not known. */
    static final long NOWHERE = -1;

    /** How many there can be at most. */
    static final int MOST = 1 << 28;

    private static final int FIRST_CAPACITY = 1024;

    private final int most;
    private long[] high;
    private long[] low;
    private long[] place;
    private int[] table;
    private int oldest;
    private int size;

    /** @param most at least 1 */
    IdIndex(int most) {
        this.most = Math.min(most, MOST);
        allocate(Math.min(this.most, FIRST_CAPACITY));
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == most;
    }

    /** Where it is; {@link #NOWHERE} if it is not known. */
    long get(Fingerprint id) {
        int at = table[find(id.high(), id.low())];
        return at == 0 ? NOWHERE : place[at - 1];
    }

    /** Adds what is not known as the newest, or gives what is known another place. */
    void put(Fingerprint id, long where) {
        int at = table[find(id.high(), id.low())];
        if (at != 0) {
            place[at - 1] = where;
            return;
        }
        if (isFull()) {
            forgetOldest();
        }
        makeRoom();
        set((oldest + size) % place.length, id.high(), id.low(), where);
        size++;
    }

    /** Adds what is not known as the oldest, unless this is full. */
    void putOldest(Fingerprint id, long where) {
        if (isFull() || table[find(id.high(), id.low())] != 0) {
            return;
        }
        makeRoom();
        oldest = (oldest + place.length - 1) % place.length;
        set(oldest, id.high(), id.low(), where);
        size++;
    }

    /** Shows all, the newest first. */
    void forEachFromNewest(Visitor visitor) {
        for (int i = size - 1; i >= 0; i--) {
            int at = (oldest + i) % place.length;
            visitor.visit(new Fingerprint(high[at], low[at]), place[at]);
        }
    }

    private void set(int at, long newHigh, long newLow, long where) {
        high[at] = newHigh;
        low[at] = newLow;
        place[at] = where;
        table[find(newHigh, newLow)] = at + 1;
    }

    private void forgetOldest() {
        int empty = find(high[oldest], low[oldest]);
        oldest = (oldest + 1) % place.length;
        size--;
        int mask = table.length - 1;
        // What was pushed past the now empty cell moves into it, or it would not be found any more.
        for (int cell = (empty + 1) & mask; table[cell] != 0; cell = (cell + 1) & mask) {
            int home = (int) low[table[cell] - 1] & mask;
            if (((cell - home) & mask) >= ((cell - empty) & mask)) {
                table[empty] = table[cell];
                empty = cell;
            }
        }
        table[empty] = 0;
    }

    private int find(long wantedHigh, long wantedLow) {
        int mask = table.length - 1;
        int cell = (int) wantedLow & mask;
        while (table[cell] != 0) {
            int at = table[cell] - 1;
            if (low[at] == wantedLow && high[at] == wantedHigh) {
                return cell;
            }
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private void makeRoom() {
        if (size < place.length) {
            return;
        }
        long[] oldHigh = inOrder(high);
        long[] oldLow = inOrder(low);
        long[] oldPlace = inOrder(place);
        allocate(Math.min(most, 2 * size));
        oldest = 0;
        for (int i = 0; i < size; i++) {
            set(i, oldHigh[i], oldLow[i], oldPlace[i]);
        }
    }

    private long[] inOrder(long[] ring) {
        long[] ordered = Arrays.copyOfRange(ring, oldest, oldest + ring.length);
        System.arraycopy(ring, 0, ordered, ring.length - oldest, oldest);
        return ordered;
    }

    private void allocate(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        place = new long[capacity];
        table = new int[Integer.highestOneBit(2 * capacity - 1) << 1];
    }

    /** Looks at what is known. */
    interface Visitor {
        void visit(Fingerprint id, long place);
    }
}
