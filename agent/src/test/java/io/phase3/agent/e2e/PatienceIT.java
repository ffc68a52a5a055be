package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the agent says only after a while; this takes the minute that it takes. */
class PatienceIT {
    @Test
    void rules_that_found_nothing_are_named_after_a_minute_but_not_those_that_were_explained_at_the_start() {
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own()).rules("""
                    good    { kind = websocket, methods = ["com.acme.leads.LeadSocket.onMessage(..)"] }
                    mistake { kind = webscoket, methods = ["com.acme.leads.LeadSocket.onMessage(..)"] }
                    renamed { kind = websocket, methods = ["com.acme.leads.LeadSocket.onMesage(..)"] }
                """).scenario("OfficeDay")) {
            assertThat(jvm.agentLine("matches no method"))
                    .isEqualTo("rule 'renamed' matches no method of any class loaded so far");
            assertThat(jvm.agentLines().stream().filter(line -> line.contains("matches no method")))
                    .hasSize(1);
            assertThat(jvm.scrape().value("phase3_agent_rule_methods", "rule=renamed"))
                    .isEqualTo(0);
        }
    }
}
