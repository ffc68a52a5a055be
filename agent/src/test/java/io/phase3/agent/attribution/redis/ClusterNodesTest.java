package io.phase3.agent.attribution.redis;

import static io.phase3.agent.attribution.redis.RunningRedis.claim;
import static io.phase3.agent.attribution.redis.RunningRedis.touches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.config.Attribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** Two nodes, half of the slots each. */
class ClusterNodesTest {
    private static final int SLOTS = 16_384;

    @TempDir
    Path directory;

    private RunningRedis first;
    private RunningRedis second;
    private RedisStore store;

    @BeforeEach
    void start() throws Exception {
        first = node("first");
        second = node("second");
        addSlots(first, 0, SLOTS / 2);
        addSlots(second, SLOTS / 2, SLOTS);
        first.command(Command.CLUSTER, "SET-CONFIG-EPOCH", "1");
        second.command(Command.CLUSTER, "SET-CONFIG-EPOCH", "2");
        first.command(Command.CLUSTER, "MEET", "127.0.0.1", String.valueOf(second.port));
        for (RunningRedis node : List.of(first, second)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            node.command(Command.CLUSTER, "INFO").toString().contains("cluster_state:ok"));
        }
        store = first.store(settings(true));
    }

    private RunningRedis node(String name) throws Exception {
        return new RunningRedis("cluster-enabled yes", "cluster-config-file " + name + ".conf", "dir " + directory);
    }

    private static void addSlots(RunningRedis node, int from, int to) {
        List<String> arguments = new ArrayList<>(List.of("ADDSLOTS"));
        for (int slot = from; slot < to; slot++) {
            arguments.add(String.valueOf(slot));
        }
        node.command(Command.CLUSTER, arguments.toArray(new String[0]));
    }

    private Attribution.Redis settings(boolean cluster) {
        return new Attribution.Redis(
                "redis://127.0.0.1:" + first.port,
                Optional.empty(),
                Optional.empty(),
                cluster,
                "phase3",
                Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
    }

    private void addToEach(int leads, String feature) {
        for (int i = 0; i < leads; i++) {
            store.add(new LeadHash(7, i), feature, first.now());
        }
        store.flush();
    }

    @Nested
    class The_stream_of_the_journal {
        @Test
        void stands_on_one_node_whichever_is_asked_first() {
            try (RedisStream stream =
                    new RedisStream(settings(true), 100, first.clock, first.problems::add, first.problems::add)) {
                List<byte[]> lines = List.of(new byte[] {'a'}, new byte[] {'b'});
                assertThat(stream.append("journal-a", lines)).isTrue();
            }

            RunningRedis node = first.keys().isEmpty() ? second : first;
            assertThat(node.command(Command.XLEN, "phase3:journal")).isEqualTo(2L);
            assertThat(first.problems).isEmpty();
        }
    }

    @Nested
    class Touches_and_claims {
        @Test
        void are_kept_by_the_node_that_has_their_slot() throws Exception {
            addToEach(200, "updates");
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                claims.add(claim("deal-" + i, "journal-a"));
            }

            assertThat(store.claim(claims)).extracting(Claim::owner).containsOnly("journal-a");
            store.confirm(claims);
            assertThat(store.conversion("deal-77")).isPresent();
            for (int i = 0; i < 200; i++) {
                assertThat(touches(store, new LeadHash(7, i))).hasSize(1);
            }
            assertThat(List.of(first.keys().size(), second.keys().size())).allMatch(keys -> keys > 100);
            assertThat(first.problems).isEmpty();
        }

        @Test
        void follow_their_slot_to_another_node() throws Exception {
            addToEach(1, "updates");
            move(new LeadHash(7, 0));
            first.clock.move(Duration.ofMillis(1));
            addToEach(50, "photos");

            assertThat(touches(store, new LeadHash(7, 0)))
                    .extracting(Touch::feature)
                    .containsExactly("updates", "photos");
            assertThat(first.problems).isEmpty();
        }

        @Test
        void are_found_while_their_slot_is_on_its_way() throws Exception {
            LeadHash lead = new LeadHash(7, 0);
            RunningRedis source = owner(lead);
            RunningRedis target = source == first ? second : first;
            store.flush();
            String slot = slot(lead);
            target.command(Command.CLUSTER, "SETSLOT", slot, "IMPORTING", id(source));
            source.command(Command.CLUSTER, "SETSLOT", slot, "MIGRATING", id(target));
            addToEach(1, "updates");

            assertThat(touches(store, lead)).hasSize(1);
            assertThat(target.command(Command.CLUSTER, "COUNTKEYSINSLOT", slot)).isEqualTo(1L);
            assertThat(first.problems).isEmpty();
        }
    }

    @Nested
    class A_store_that_does_not_know_of_the_cluster {
        @Test
        void says_what_to_set() {
            RedisStore alone = first.store(settings(false));
            for (int i = 0; i < 50; i++) {
                alone.add(new LeadHash(8, i), "updates", first.now());
            }
            alone.flush();

            assertThat(first.problems)
                    .singleElement()
                    .asString()
                    .contains("is a node of a cluster: set attribution.touches.redis.cluster = true");
            assertThat(first.meanwhile.leads()).isEqualTo(50);
        }
    }

    private String key(LeadHash lead) {
        return "phase3:touches:{" + lead + "}";
    }

    private String slot(LeadHash lead) {
        return first.command(Command.CLUSTER, "KEYSLOT", key(lead)).toString();
    }

    private RunningRedis owner(LeadHash lead) {
        return Integer.parseInt(slot(lead)) < SLOTS / 2 ? first : second;
    }

    private static String id(RunningRedis node) {
        return node.command(Command.CLUSTER, "MYID").toString();
    }

    private void move(LeadHash lead) {
        RunningRedis source = owner(lead);
        RunningRedis target = source == first ? second : first;
        String slot = slot(lead);
        target.command(Command.CLUSTER, "SETSLOT", slot, "IMPORTING", id(source));
        source.command(Command.CLUSTER, "SETSLOT", slot, "MIGRATING", id(target));
        source.command(Command.MIGRATE, "127.0.0.1", String.valueOf(target.port), key(lead), "0", "5000");
        target.command(Command.CLUSTER, "SETSLOT", slot, "NODE", id(target));
        source.command(Command.CLUSTER, "SETSLOT", slot, "NODE", id(target));
    }
}
