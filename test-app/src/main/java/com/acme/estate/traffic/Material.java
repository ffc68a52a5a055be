package com.acme.estate.traffic;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** What people bring along: photos, transcripts, prices. */
final class Material {
    private static final List<String> LINES = List.of(
            "Lead: We liked the kitchen, but the commute worries us.\nAgent: What would be a good commute for you?",
            "Lead: Is there room in the price?\nAgent: Two comparable homes went for four percent less this spring.",
            "Lead: My partner has not seen it yet.\nAgent: Would Thursday at six work for both of you?",
            "Lead: The roof looks old.\nAgent: It was redone nine years ago; I will send you the inspection report.",
            "Lead: We have another offer to think about.\nAgent: Which of the two would you rather live in, and why?");
    private static final int PHOTO_BYTES = 900;
    private static final int FEWEST_TURNS = 8;
    private static final int MOST_TURNS = 60;

    private Material() {}

    /** A file that starts like a JPEG, in base64; the same for the same number. */
    static String photo(long number) {
        byte[] bytes = new byte[PHOTO_BYTES];
        new Random(number).nextBytes(bytes);
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xD8;
        bytes[2] = (byte) 0xFF;
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A conversation, mostly short and sometimes long. */
    static String transcript(double chance) {
        int turns = FEWEST_TURNS + (int) ((MOST_TURNS - FEWEST_TURNS) * Math.pow(chance, 3));
        StringBuilder text = new StringBuilder();
        for (int turn = 0; turn < turns; turn++) {
            text.append(LINES.get(turn % LINES.size())).append('\n');
        }
        return text.toString();
    }

    /** What a home sells for: $180,000 to $2,400,000, in steps of 500, half of them below $400,000. */
    static BigDecimal salePrice(double chance) {
        double dollars = 180_000 + 2_220_000 * Math.pow(chance, 3.5);
        return BigDecimal.valueOf(Math.round(dollars / 500) * 500);
    }

    /** What a home rents for a month: $1,100 to $6,500, in steps of 25. */
    static BigDecimal monthlyRent(double chance) {
        double dollars = 1_100 + 5_400 * Math.pow(chance, 2.5);
        return BigDecimal.valueOf(Math.round(dollars / 25) * 25);
    }
}
