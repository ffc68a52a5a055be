package io.phase3.agent.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files with a method {@code public static int call(int)} that returns its argument in some peculiar way. */
final class Generated {
    /** How large the code of one method may be, in bytes. */
    private static final int LARGEST_METHOD = 65_535;

    private Generated() {}

    /** Writes a class file below a folder. */
    static void in(Path folder, String className, int version, Consumer<MethodVisitor> call) throws IOException {
        String internalName = className.replace('.', '/');
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, internalName, null, "java/lang/Object", null);
        MethodVisitor method = type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "call", "(I)I", null, null);
        method.visitCode();
        call.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        type.visitEnd();
        Path file = folder.resolve(internalName + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, type.toByteArray());
    }

    static void call(MethodVisitor method) {
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.IRETURN);
    }

    /** As javac wrote {@code finally} until version 1.4.1: jumps to a subroutine and back. */
    static void callWithSubroutine(MethodVisitor method) {
        Label subroutine = new Label();
        method.visitJumpInsn(Opcodes.JSR, subroutine);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.IRETURN);
        method.visitLabel(subroutine);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitIincInsn(0, 1);
        method.visitIincInsn(0, -1);
        method.visitVarInsn(Opcodes.RET, 1);
    }

    /** Not a byte is left for a probe. */
    static void callWithHugeMethod(MethodVisitor method) {
        for (int bytes = 0; bytes < LARGEST_METHOD - 2; bytes++) {
            method.visitInsn(Opcodes.NOP);
        }
        call(method);
    }
}
