package io.phase3.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ConstantPoolTest {
    /** A class file that contains these texts, and numbers between them, of which some take two entries. */
    private static byte[] classFileWith(Iterable<String> texts) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "app/Generated", null, "java/lang/Object", null);
        long number = 0;
        for (String text : texts) {
            writer.newConst(number++);
            writer.newConst((double) number);
            writer.newConst((int) number);
            writer.newUTF8(text);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static List<String> find(Iterable<String> contained, String... wanted) {
        byte[] classFile = classFileWith(contained);
        return List.copyOf(new ConstantPool(List.of(wanted)).find(new ClassReader(classFile), classFile));
    }

    @Nested
    class A_text {
        @Test
        void is_found_where_it_stands() {
            assertThat(find(List.of("open", "close", "save"), "close", "delete"))
                    .containsExactly("close");
        }

        @Test
        void is_not_found_in_longer_or_shorter_ones() {
            assertThat(find(List.of("clos", "closed", "lose", "Close"), "close"))
                    .isEmpty();
        }

        @Test
        void is_not_mistaken_for_another_of_the_same_hash() {
            assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
            assertThat(find(List.of("BB"), "Aa")).isEmpty();
            assertThat(find(List.of("BB"), "Aa", "BB")).containsExactly("BB");
        }

        @Test
        void may_be_a_descriptor() {
            assertThat(find(List.of("Lcom/acme/Vision;"), "Lcom/acme/Vision;")).containsExactly("Lcom/acme/Vision;");
        }

        @Test
        void may_have_any_letters() {
            assertThat(find(List.of("größe", "\uD835\uDC99", "日本"), "größe", "\uD835\uDC99", "日本"))
                    .containsExactlyInAnyOrder("größe", "\uD835\uDC99", "日本");
        }
    }

    @Provide
    Arbitrary<Set<String>> texts() {
        Arbitrary<String> short1 =
                Arbitraries.strings().withChars("AaBb").ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> any = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(5);
        return Arbitraries.oneOf(short1, any).set().ofMaxSize(20);
    }

    @Property(tries = 500)
    void exactly_the_texts_that_the_class_file_contains_are_found(
            @ForAll("texts") Set<String> contained, @ForAll("texts") Set<String> wanted) {
        // What every class file of this test has anyway.
        contained.addAll(Set.of("app/Generated", "java/lang/Object"));
        assertThat(find(contained, wanted.toArray(String[]::new)))
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().filter(contained::contains).toList());
    }
}
