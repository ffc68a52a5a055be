package io.phase3.agent.attribution.redis;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Split;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A claim as text: the owner in the first line, then a line {@code <minor units> <feature>} for each part of the split.
 */
final class ClaimText {
    private ClaimText() {}

    /** What the text of every claim of the owner begins with. */
    static String prefix(String owner) {
        return line(owner);
    }

    /** The claim's text. */
    static String of(Claim claim) {
        StringBuilder text = new StringBuilder(prefix(claim.owner()));
        claim.split()
                .parts()
                .forEach((feature, amount) -> text.append(amount).append(' ').append(line(feature)));
        return text.toString();
    }

    /** The claim that was made into the text; empty if none was. */
    static Optional<Claim> read(boolean reversal, String id, String text) {
        if (!text.endsWith("\n")) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        Map<String, Long> parts = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int space = lines[i].indexOf(' ');
            long amount = amount(lines[i].substring(0, Math.max(0, space)));
            if (amount <= 0 || parts.put(unescaped(lines[i].substring(space + 1)), amount) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Claim(reversal, id, unescaped(lines[0]), Split.of(parts)));
    }

    private static long amount(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String line(String text) {
        return text.replace("%", "%25").replace("\n", "%0A") + '\n';
    }

    private static String unescaped(String text) {
        return text.replace("%0A", "\n").replace("%25", "%");
    }
}
