package io.phase3.agent.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.acme.Deals+.close(..)                   | com.acme.Deals+.close(..)
                    * *.close( String , int... )                | *..*.close(java.lang.String, int[])
                    *..*+ *..*.a(*+, *..*)                      | *..*.a(*, *)
                    !  static   public @B @A void Runnable.run ()| @A @B public !static void java.lang.Runnable.run()
                    public !private !protected a.B.c()          | public a.B.c()
                    @A @A a.B.c()                               | @A a.B.c()
                    (com.acme.Deals+).close(..)                 | com.acme.Deals+.close(..)
                    ( @B @A *).close(..)                        | (@A @B *..*).close(..)
                    a.B.c(.., .., *, .., int, ..)               | a.B.c(*, .., int, ..)
                    a.B.c(.., *, *)                             | a.B.c(*, *, ..)
                    byte[][] a.B.c(T+[])                        | byte[][] a.B.c(T+[])
                    @Deprecated a.B.c()                         | @java.lang.Deprecated a.B.c()
                    a.B.charge-k4lQ0M(Lead)                     | a.B.charge-k4lQ0M(Lead)
                    """)
    void text_is_one_for_all_ways_to_say_it(String text, String canonical) {
        MethodPattern pattern = MethodPattern.parse(text);
        assertThat(pattern).hasToString(canonical);
        assertThat(pattern).isEqualTo(MethodPattern.parse(canonical)).hasSameHashCodeAs(MethodPattern.parse(canonical));
        assertThat(pattern.text()).isEqualTo(text);
    }

    @Test
    void text_differs_where_the_meaning_does() {
        assertThat(MethodPattern.parse("a.B.c()"))
                .isNotEqualTo(MethodPattern.parse("a.B+.c()"))
                .isNotEqualTo(MethodPattern.parse("a.B.c(..)"))
                .isNotEqualTo(MethodPattern.parse("@A a.B.c()"))
                .isNotEqualTo(MethodPattern.parse("void a.B.c()"))
                .isNotEqualTo("a.B.c()");
        assertThat(MethodPattern.parse("@A b.C.d()")).isNotEqualTo(MethodPattern.parse("(@A b.C).d()"));
    }
}
