package io.phase3.agent.attribution.redis;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Split;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/** Claims as values in Redis, each under a digest of its id: whoever writes it first has it. */
final class SharedClaims {
    /** How long a claim holds that nobody confirms. */
    private static final String LEASE = String.valueOf(Duration.ofMinutes(5).toMillis());

    private static final int MOST_UNCONFIRMED = 10_000;
    private static final int DIGITS = 32;

    private final Commands commands;
    private final Neighbours neighbours;
    private final Consumer<String> problems;
    private final String prefix;
    private final Duration claimsLast;
    private final Map<String, Claim> unconfirmed = new LinkedHashMap<>();
    private boolean toldOfOverflow;
    private boolean toldOfLoss;

    /** @param prefix of keys */
    SharedClaims(
            Commands commands, Neighbours neighbours, Consumer<String> problems, String prefix, Duration claimsLast) {
        this.commands = commands;
        this.neighbours = neighbours;
        this.problems = problems;
        this.prefix = prefix;
        this.claimsLast = claimsLast;
    }

    /** The claims that stand, in the order of the given ones. */
    List<Claim> claim(List<Claim> claims) throws Trouble {
        Claim[] standing = new Claim[claims.size()];
        List<Integer> undecided = new ArrayList<>();
        for (int i = 0; i < standing.length; i++) {
            undecided.add(i);
        }
        // The one that was there may run out between the two commands; then it is there for the taking.
        for (int attempt = 0; attempt < 2 && !undecided.isEmpty(); attempt++) {
            undecided = claim(claims, undecided, standing);
        }
        if (!undecided.isEmpty()) {
            throw new Trouble("forgets at once what it is told: see maxmemory and maxmemory-policy");
        }
        List<Claim> result = new ArrayList<>(standing.length);
        Collections.addAll(result, standing);
        return result;
    }

    private List<Integer> claim(List<Claim> claims, List<Integer> chosen, Claim[] standing) throws Trouble {
        List<CommandArguments> questions = new ArrayList<>(2 * chosen.size());
        for (int i : chosen) {
            Claim claim = claims.get(i);
            String key = key(claim.isReversal(), claim.id());
            questions.add(new CommandArguments(Protocol.Command.SET)
                    .key(key)
                    .add(ClaimText.of(claim))
                    .add(Protocol.Keyword.NX)
                    .add(Protocol.Keyword.PX)
                    .add(LEASE));
            questions.add(new CommandArguments(Protocol.Command.GET).key(key));
        }
        List<Object> answers = commands.send(questions);
        List<Integer> undecided = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Object held = answers.get(2 * i + 1);
            if (held == null) {
                undecided.add(chosen.get(i));
            } else {
                Claim claim = claims.get(chosen.get(i));
                standing[chosen.get(i)] =
                        read(claim.isReversal(), claim.id(), held).orElseGet(() -> foreign(claim));
            }
        }
        return undecided;
    }

    /** Somebody holds it, whoever it is. */
    private static Claim foreign(Claim claim) {
        return new Claim(claim.isReversal(), claim.id(), "", Split.of(Collections.emptyMap()));
    }

    private Optional<Claim> read(boolean reversal, String id, Object held) {
        Optional<Claim> claim = held instanceof byte[]
                ? ClaimText.read(reversal, id, new String((byte[]) held, StandardCharsets.UTF_8))
                : Optional.empty();
        if (!claim.isPresent()) {
            neighbours.met(keys(reversal));
        }
        return claim;
    }

    /** The conversion of the id, whoever claimed it. */
    Optional<Claim> conversion(String id) throws Trouble {
        Object held = commands.send(
                        Collections.singletonList(new CommandArguments(Protocol.Command.GET).key(key(false, id))))
                .get(0);
        return held == null ? Optional.empty() : read(false, id, held);
    }

    /** Remembers to confirm the claims; the oldest are given up if too many wait. */
    void toConfirm(List<Claim> claims) {
        for (Claim claim : claims) {
            unconfirmed.put(key(claim.isReversal(), claim.id()), claim);
        }
        while (unconfirmed.size() > MOST_UNCONFIRMED) {
            unconfirmed.remove(unconfirmed.keySet().iterator().next());
            if (!toldOfOverflow) {
                toldOfOverflow = true;
                problems.accept(
                        "more than " + MOST_UNCONFIRMED + " claims wait to be confirmed in Redis; the oldest are"
                                + " given up: another JVM that sees the same conversion may count it again");
            }
        }
    }

    /** Makes the claims that are to be confirmed last; one that is another's by now is left alone. */
    void confirm() throws Trouble {
        if (unconfirmed.isEmpty()) {
            return;
        }
        List<Claim> claims = new ArrayList<>(unconfirmed.values());
        List<Script.Call> calls = new ArrayList<>(claims.size());
        unconfirmed.forEach((key, claim) -> calls.add(
                new Script.Call(key, ClaimText.prefix(claim.owner()), ClaimText.of(claim), claimsLast.toMillis())));
        List<Object> answers = commands.run(Script.CONFIRM, calls);
        unconfirmed.clear();
        for (int i = 0; i < answers.size(); i++) {
            if (!(answers.get(i) instanceof Long)) {
                neighbours.met(keys(claims.get(i).isReversal()));
            } else if ((Long) answers.get(i) == 0 && !toldOfLoss) {
                toldOfLoss = true;
                problems.accept(
                        "conversions that this JVM had claimed in Redis were claimed by another before they were"
                                + " confirmed, 5 minutes later at the earliest: both journals have them");
            }
        }
    }

    private String key(boolean reversal, String id) {
        return keys(reversal) + '{' + Digests.hexadecimal("SHA-256", id).substring(0, DIGITS) + '}';
    }

    private String keys(boolean reversal) {
        return prefix + (reversal ? ":reversal:" : ":conversion:");
    }
}
