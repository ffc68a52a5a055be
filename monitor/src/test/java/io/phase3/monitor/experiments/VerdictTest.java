package io.phase3.monitor.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.experiments.Verdict.Advice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Results.GuardrailResult HARMED = new Results.GuardrailResult("complaint", "new", 0.01, true);

    private static Experiment experiment(Experiment.Status status, long exposed) {
        return new Experiment(
                "e",
                "ai_coaching",
                status,
                Instant.EPOCH,
                Optional.empty(),
                0.05,
                0.05,
                0.8,
                Optional.empty(),
                0,
                List.of(
                        new Variant("old", true, 50, exposed, exposed, 0),
                        new Variant("new", false, 50, exposed + 1, exposed + 1, 0)),
                List.of());
    }

    private static Results.Treatment treatment(String name, double lift, double p) {
        return new Results.Treatment(name, lift, Double.NaN, Double.NaN, Double.NaN, p);
    }

    private static Results results(
            double sampleRatio, List<Results.GuardrailResult> guardrails, Results.Treatment... treatments) {
        return new Results(
                Optional.of(Instant.EPOCH), sampleRatio, OptionalLong.of(1_000), List.of(treatments), guardrails);
    }

    private static Verdict verdict(Results results, long exposed) {
        return Verdict.of(experiment(Experiment.Status.RUNNING, exposed), results, Optional.empty());
    }

    @Test
    void aSampleRatioMismatchForbidsEveryOtherVerdict() {
        Verdict verdict = verdict(results(0.00099, List.of(HARMED), treatment("new", 0.2, 0.001)), 5_000);

        assertThat(verdict.advice()).isEqualTo(Advice.REPAIR);
    }

    @Test
    void aSampleRatioThatIsOnlyUnlikelyForbidsNothing() {
        assertThat(verdict(results(0.001, List.of(), treatment("new", 0.2, 0.001)), 5_000)
                        .advice())
                .isEqualTo(Advice.SHIP);
    }

    @Test
    void aHarmedGuardrailOutweighsALift() {
        assertThat(verdict(results(0.5, List.of(HARMED), treatment("new", 0.2, 0.001)), 5_000))
                .isEqualTo(new Verdict(Advice.ROLL_BACK, "Roll it back: 'new' harms the guardrail 'complaint'."));
    }

    @Test
    void aTreatmentThatIsWorseIsRolledBackThoughAnotherOneIsBetter() {
        assertThat(verdict(results(0.5, List.of(), treatment("blue", 0.2, 0.01), treatment("red", -0.2, 0.05)), 5_000))
                .isEqualTo(new Verdict(Advice.ROLL_BACK, "Roll it back: 'red' is worse than the control."));
    }

    @Test
    void theBestOfSeveralBetterOnesIsShipped() {
        assertThat(verdict(results(0.5, List.of(), treatment("blue", 0.2, 0.01), treatment("red", 0.3, 0.05)), 5_000))
                .isEqualTo(new Verdict(Advice.SHIP, "Ship 'red': it is better than the control."));
    }

    @Test
    void aLiftThatIsNotSureDecidesNothing() {
        assertThat(verdict(results(0.5, List.of(), treatment("new", 0.3, 0.051)), 1_999))
                .isEqualTo(new Verdict(
                        Advice.GO_ON,
                        "Go on: no difference has shown; one of 5% is to be expected to have at 2,000 exposed subjects of"
                                + " each variant."));
    }

    @Test
    void withTwiceTheSampleOfOneLookItIsGivenUp() {
        assertThat(verdict(results(0.5, List.of(), treatment("new", 0.01, 0.9)), 2_000))
                .isEqualTo(new Verdict(
                        Advice.GIVE_UP, "Give it up: a difference of 5% or more would most likely have shown by now."));
    }

    @Test
    void withoutNumbersThereIsPatience() {
        Results nothing =
                new Results(Optional.of(Instant.EPOCH), Double.NaN, OptionalLong.empty(), List.of(), List.of());

        assertThat(verdict(nothing, 0))
                .isEqualTo(new Verdict(Advice.GO_ON, "Go on: there is too little data to say anything."));
    }

    @Test
    void whatIsRolledBackNeedsNoAdvice() {
        Verdict verdict = Verdict.of(
                experiment(Experiment.Status.ROLLED_BACK, 9),
                results(0.5, List.of()),
                Optional.of(new RollbackLog.Made(Instant.EPOCH, "alertmanager", "worse")));

        assertThat(verdict)
                .isEqualTo(
                        new Verdict(Advice.NONE, "Rolled back by alertmanager (worse): everybody gets the control."));
    }
}
