package io.phase3.benchmarks;

/**
 * What leads with touches take in memory.
 *
 * @param leads how many there are
 * @param touches how many all of them have together
 * @param heap bytes of the whole heap after a collection
 * @param empty bytes of the heap before there was any lead
 */
record TouchedLeads(int leads, long touches, long heap, long empty) {
    double bytesOfLead() {
        return (double) (heap - empty) / leads;
    }

    /** As {@link #parse} reads it. */
    String line() {
        return leads + " " + touches + " " + heap + " " + empty;
    }

    static TouchedLeads parse(String line) {
        String[] numbers = line.trim().split(" ", -1);
        return new TouchedLeads(
                Integer.parseInt(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }
}
