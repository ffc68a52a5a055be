package io.phase3.agent.pattern;

import static io.phase3.agent.pattern.Described.mismatch;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class MissingClassFilesTest {
    private final Map<String, byte[]> files = new HashMap<>();

    private void file(String name, String superName, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, superName, interfaces);
        writer.visitAnnotation("Lapp/MissingAnnotation;", true).visitEnd();
        String descriptor = "(Lapp/MissingArgument;[Lapp/MissingArgument;I)Lapp/MissingResult;";
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", descriptor, null, null);
        method.visitAnnotation("Lapp/MissingAnnotation;", true).visitEnd();
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 4);
        method.visitEnd();
        writer.visitEnd();
        files.put(name.replace('/', '.'), writer.toByteArray());
    }

    private ClassFileLocator locator() {
        return new ClassFileLocator.Compound(
                new ClassFileLocator.Simple(files), ClassFileLocator.ForClassLoader.ofSystemLoader());
    }

    private MethodDescription.InDefinedShape run(TypePool pool, String type) {
        for (MethodDescription.InDefinedShape method :
                pool.describe(type).resolve().getDeclaredMethods()) {
            if (method.getInternalName().equals("run")) {
                return method;
            }
        }
        throw new AssertionError(type);
    }

    private void assertMatch(String pattern, String type, boolean expected) {
        assertThat(mismatch(pattern, run(Described.pool(locator()), type)).isEmpty())
                .as("%s, eager pool", pattern)
                .isEqualTo(expected);
        assertThat(mismatch(pattern, run(Described.lazyPool(locator()), type)).isEmpty())
                .as("%s, lazy pool", pattern)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.MissingBase+.run(..)",
                "app.MissingInterface+.run(..)",
                "java.util.Collection+.run(..)",
                "*..*.run(app.MissingArgument, ..)",
                "*..*.run(app.MissingArgument+, .., int)",
                "*..*.run(Object+, *, *)",
                "app.MissingResult *..*.run(..)",
                "app.MissingResult+ *..*.run(..)",
                "Object+ *..*.run(..)",
            })
    void of_types_that_are_named_leave_their_names(String pattern) {
        file("app/Orphan", "app/MissingBase", "app/MissingInterface", "java/util/List");
        assertMatch(pattern, "app.Orphan", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.Unknown+.run(..)",
                "(@app.Unknown *..*).run(..)",
                "@app.Unknown *..*.run(..)",
                "app.Unknown+ *..*.run(..)",
                "*..*.run(app.Unknown+, ..)",
                "*..*.run(*, app.Unknown+[], *)",
            })
    void mean_no_where_the_names_do_not_decide(String pattern) {
        file("app/Orphan", "app/MissingBase", "app/MissingInterface");
        assertMatch(pattern, "app.Orphan", false);
    }

    @Test
    void are_named_in_the_reason() {
        file("app/Orphan", "app/MissingBase", "java/util/List");
        assertThat(mismatch("app.Unknown+.run(..)", run(Described.pool(locator()), "app.Orphan")))
                .hasValueSatisfying(mismatch -> assertThat(mismatch.reason())
                        .isEqualTo("the type is app.Orphan, no subtype as far as its super types could be found;"
                                + " missing: app.MissingBase"));
    }

    @Test
    void of_an_array_are_known_by_name_in_a_lazy_pool() {
        file("app/Orphan", "java/lang/Object");
        MethodDescription.InDefinedShape method = run(Described.lazyPool(locator()), "app.Orphan");
        assertThat(mismatch("*..*.run(*, app.MissingArgument[], int)", method)).isEmpty();
        assertThat(mismatch("*..*.run(*, app.MissingArgument+[], int)", method)).isEmpty();
        assertThat(mismatch("*..*.run(*, app.Unknown+[], int)", method)).isPresent();
    }

    /** The types of annotations are often missing at run time, and Byte Buddy leaves such annotations out: a known limit. */
    @Test
    void of_annotations_take_the_annotation_with_them() {
        file("app/Orphan", "java/lang/Object");
        assertMatch("@app.MissingAnnotation *..*.run(..)", "app.Orphan", false);
        assertMatch("(@app.MissingAnnotation *..*).run(..)", "app.Orphan", false);
    }

    @Test
    void cannot_make_a_circle_endless() {
        file("app/A", "app/B", "app/A");
        file("app/B", "app/A", "app/B");
        assertMatch("app.Unknown+.run(..)", "app.A", false);
        assertMatch("app.B+.run(..)", "app.A", true);
    }

    @Test
    void are_no_worse_than_broken_ones() {
        file("app/Heir", "app/Broken");
        files.put("app.Broken", new byte[] {1, 2, 3});
        assertMatch("app.Unknown+.run(..)", "app.Heir", false);
    }
}
