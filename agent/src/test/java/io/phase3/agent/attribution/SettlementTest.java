package io.phase3.agent.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Journal;
import io.phase3.agent.attribution.journal.JournalReader;
import io.phase3.agent.attribution.model.AttributionModel;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.config.Attribution;
import io.phase3.agent.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementTest {
    private static final String RULE = "rule 'test'";
    private static final long TIME = 1_763_900_000_000L;
    private static final long SYNC_MILLIS = 100;
    private static final LeadHash ANN = new LeadHash(1, 2);

    private final SharedStore store = new SharedStore();
    private final List<Branch> branches = new ArrayList<>();

    @TempDir
    private Path directory;

    private Branch branch;

    /** One JVM's settlement, with books and a journal of its own. */
    private final class Branch {
        private final Books books = new Books();
        private final Path folder;
        private final Settlement settlement;
        private long millis;

        Branch(String name) {
            folder = directory.resolve(name);
            Attribution settings = new ConfigLoader(
                            null,
                            Map.of("phase3.attribution.journal.directory", folder.toString()),
                            Map.of(),
                            directory)
                    .load()
                    .config()
                    .attribution();
            settlement = new Settlement(
                    new Attributions(AttributionModel.of(settings), "weights", Duration.ofDays(90), store),
                    store,
                    new Journal(settings.journal(), 1000, Clock.systemUTC(), books::problem),
                    settings.journal(),
                    10,
                    () -> millis,
                    books);
            branches.add(this);
        }

        void convert(String id, long cents) {
            settlement.add(
                    Entry.of(Entry.Kind.CONVERSION, id)
                            .time(TIME)
                            .lead(ANN.toString())
                            .type("sale")
                            .amount(cents)
                            .build(),
                    RULE);
        }

        void refund(String id, long cents) {
            settlement.add(
                    Entry.of(Entry.Kind.REVERSAL, id).time(TIME).amount(cents).build(), RULE);
        }

        /** Lets time pass until whatever waits is due, and tried again. */
        void settle() {
            millis += 2000;
            settlement.settleIfDue();
        }

        List<Entry> journal() throws IOException {
            List<Entry> entries = new ArrayList<>();
            JournalReader.read(folder, entries::add, problem -> {
                throw new AssertionError(problem);
            });
            return entries;
        }

        private List<String> lines() throws IOException {
            List<String> lines = new ArrayList<>();
            for (Entry entry : journal()) {
                lines.add(entry.kind() + " " + entry.state() + " " + entry.id());
            }
            return lines;
        }
    }

    @BeforeEach
    void open() {
        branch = new Branch("one");
        store.add(ANN, "ai_coaching", TIME);
    }

    @AfterEach
    void close() {
        branches.forEach(each -> each.settlement.close());
    }

    @Nested
    class Counting {
        @Test
        void waits_for_the_journal() {
            branch.convert("D-1", 1000);
            branch.settlement.settleIfDue();
            assertThat(branch.books.of("converted")).isZero();
            branch.settle();
            assertThat(branch.books.cents("earned")).isEqualTo(Map.of("ai_coaching", 100L, "unattributed", 900L));
        }

        @Test
        void happens_once_for_each_id_before_and_after_it_is_settled() {
            branch.convert("D-1", 1000);
            branch.convert("D-1", 1000);
            branch.settle();
            branch.convert("D-1", 1000);
            branch.settle();
            assertThat(branch.books.of("converted")).isEqualTo(1);
            assertThat(branch.books.of("rejected duplicate")).isEqualTo(2);
        }

        @Test
        void happens_once_across_restarts() {
            branch.convert("D-1", 1000);
            branch.settle();
            branch.settlement.close();
            Branch restarted = new Branch("one");
            restarted.convert("D-1", 1000);
            restarted.convert("D-2", 1000);
            restarted.settle();
            assertThat(restarted.books.of("converted")).isEqualTo(1);
            assertThat(restarted.books.of("rejected duplicate")).isEqualTo(1);
        }

        @Test
        void happens_in_the_JVM_that_is_first() throws IOException {
            Branch other = new Branch("other");
            branch.convert("D-1", 1000);
            other.convert("D-1", 1000);
            other.settle();
            branch.settle();
            assertThat(other.books.of("converted")).isEqualTo(1);
            assertThat(branch.books.of("rejected duplicate")).isEqualTo(1);
            assertThat(branch.journal()).isEmpty();
        }
    }

    @Nested
    class AClaimOfAnEarlierRunThatWasNeverWritten {
        @BeforeEach
        void stands() throws Exception {
            branch.convert("D-0", 1);
            branch.settle();
            String owner = store.conversion("D-0").orElseThrow().owner();
            store.claim(List.of(new Claim(false, "D-1", owner, Split.whole("churn_prevention", 1000))));
        }

        @Test
        void is_taken_up_as_it_was_split() {
            branch.convert("D-1", 1000);
            branch.settle();
            assertThat(branch.books.cents("earned")).containsEntry("churn_prevention", 1000L);
        }

        @Test
        void gives_way_to_another_amount_under_the_same_id() throws Exception {
            branch.convert("D-1", 900);
            branch.refund("D-1", 900);
            branch.settle();
            assertThat(branch.books.of("converted")).isEqualTo(2);
            assertThat(branch.books.cents("gave back")).isEqualTo(Map.of("ai_coaching", 90L, "unattributed", 810L));
            assertThat(store.conversion("D-1").orElseThrow().split().amount()).isEqualTo(900);
        }
    }

    @Nested
    class WhileTheStoreIsAway {
        @BeforeEach
        void leave() {
            store.leave();
            branch.convert("D-1", 1000);
            branch.settle();
        }

        @Test
        void conversions_wait_in_the_journal_uncounted() throws IOException {
            assertThat(branch.lines()).containsExactly("CONVERSION PENDING D-1");
            assertThat(branch.books.of("converted")).isZero();
        }

        @Test
        void they_are_as_soon_on_the_disk_as_ever() throws IOException {
            branch.convert("D-2", 500);
            branch.millis += SYNC_MILLIS;
            branch.settlement.settleIfDue();
            assertThat(branch.lines()).containsExactly("CONVERSION PENDING D-1", "CONVERSION PENDING D-2");
        }

        @Test
        void they_are_written_once_however_long_it_takes() throws IOException {
            branch.settle();
            branch.settle();
            assertThat(branch.lines()).containsExactly("CONVERSION PENDING D-1");
        }

        @Test
        void and_are_attributed_when_it_is_back() throws IOException {
            branch.convert("D-2", 500);
            branch.settle();
            store.comeBack();
            branch.settle();
            assertThat(branch.lines())
                    .containsExactly(
                            "CONVERSION PENDING D-1",
                            "CONVERSION PENDING D-2",
                            "CONVERSION COUNTED D-1",
                            "CONVERSION COUNTED D-2");
            assertThat(branch.books.cents("earned")).isEqualTo(Map.of("ai_coaching", 150L, "unattributed", 1350L));
        }

        @Test
        void also_after_a_restart_even_if_nothing_else_is_sold() {
            branch.settlement.close();
            store.comeBack();
            Branch restarted = new Branch("one");
            restarted.settlement.open();
            assertThat(restarted.books.of("converted")).isEqualTo(1);
        }

        @Test
        void the_same_id_is_not_taken_again() {
            branch.convert("D-1", 1000);
            assertThat(branch.books.of("rejected duplicate")).isEqualTo(1);
        }

        @Test
        void what_another_JVM_counts_meanwhile_is_void_here() throws IOException {
            store.comeBack();
            Branch other = new Branch("other");
            other.convert("D-1", 1000);
            other.settle();
            branch.settle();
            assertThat(branch.lines()).containsExactly("CONVERSION PENDING D-1", "CONVERSION VOID D-1");
            assertThat(branch.books.of("converted")).isZero();
            assertThat(branch.books.of("rejected duplicate")).isEqualTo(1);
        }

        @Test
        void refunds_wait_with_what_they_give_back() {
            branch.refund("D-1", 400);
            branch.settle();
            store.comeBack();
            branch.settle();
            assertThat(branch.books.cents("gave back")).isEqualTo(Map.of("ai_coaching", 40L, "unattributed", 360L));
        }

        @Test
        void as_many_wait_as_are_allowed() {
            for (int number = 2; number <= 12; number++) {
                branch.convert("D-" + number, 1000);
            }
            assertThat(branch.books.of("dropped waiting")).isEqualTo(2);
            store.comeBack();
            branch.settle();
            assertThat(branch.books.of("converted")).isEqualTo(10);
        }
    }

    @Nested
    class WhileTheDiskIsAway {
        @BeforeEach
        void leave() throws IOException {
            Files.writeString(branch.folder, "no directory");
            branch.convert("D-1", 1000);
            branch.settle();
        }

        @Test
        void conversions_wait_and_it_is_said_once() {
            branch.settle();
            assertThat(branch.books.of("converted")).isZero();
            assertThat(branch.books.of("journal failed")).isEqualTo(2);
            assertThat(branch.books.said()).hasSize(1);
            assertThat(branch.books.said().get(0)).contains(branch.folder.toString(), "conversions wait");
        }

        @Test
        void and_count_when_it_is_back() throws IOException {
            Files.delete(branch.folder);
            branch.settle();
            assertThat(branch.books.of("converted")).isEqualTo(1);
            assertThat(branch.books.said()).hasSize(2);
            assertThat(branch.books.said().get(1)).isEqualTo("the journal is written again");
        }
    }

    @Nested
    class ARefund {
        @Test
        void splits_as_the_conversion_in_the_same_batch() {
            branch.convert("D-1", 1000);
            branch.refund("D-1", 1000);
            branch.settle();
            assertThat(branch.books.cents("gave back")).isEqualTo(branch.books.cents("earned"));
        }

        @Test
        void splits_as_the_conversion_of_another_run() {
            branch.convert("D-1", 1000);
            branch.settle();
            branch.settlement.close();
            store.add(ANN, "churn_prevention", TIME);
            Branch restarted = new Branch("one");
            restarted.refund("D-1", 500);
            restarted.settle();
            assertThat(restarted.books.cents("gave back")).isEqualTo(Map.of("ai_coaching", 50L, "unattributed", 450L));
        }

        @Test
        void splits_as_the_conversion_of_another_JVM() {
            branch.convert("D-1", 1000);
            branch.settle();
            Branch other = new Branch("other");
            other.refund("D-1", 500);
            other.settle();
            assertThat(other.books.cents("gave back")).isEqualTo(Map.of("ai_coaching", 50L, "unattributed", 450L));
        }

        @Test
        void of_what_was_never_counted_is_rejected() {
            branch.refund("D-1", 1);
            branch.settle();
            assertThat(branch.books.of("rejected unknown_conversion")).isEqualTo(1);
        }

        @Test
        void that_came_before_its_conversion_may_come_again() throws IOException {
            store.leave();
            branch.refund("D-1", 400);
            branch.settle();
            store.comeBack();
            branch.settle();
            assertThat(branch.lines()).containsExactly("REVERSAL PENDING D-1", "REVERSAL VOID D-1");
            branch.settlement.close();
            Branch restarted = new Branch("one");
            restarted.convert("D-1", 1000);
            restarted.settle();
            restarted.refund("D-1", 400);
            restarted.settle();
            assertThat(restarted.books.cents("gave back")).isEqualTo(Map.of("ai_coaching", 40L, "unattributed", 360L));
        }

        @Test
        void of_more_than_was_earned_is_rejected() {
            branch.convert("D-1", 1000);
            branch.refund("D-1", 1001);
            branch.settle();
            assertThat(branch.books.of("rejected refund_too_large")).isEqualTo(1);
            assertThat(branch.books.cents("gave back")).isEmpty();
        }

        @Test
        void counts_once_in_all_JVMs_together() {
            branch.convert("D-1", 1000);
            branch.refund("D-1", 300);
            branch.settle();
            Branch other = new Branch("other");
            other.refund("D-1", 300);
            other.settle();
            assertThat(other.books.of("rejected duplicate")).isEqualTo(1);
            assertThat(other.books.cents("gave back")).isEmpty();
        }
    }
}
