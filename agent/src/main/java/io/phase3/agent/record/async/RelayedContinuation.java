package io.phase3.agent.record.async;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V1_6;

import java.lang.reflect.Constructor;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * A continuation between a suspend function and its caller, of the same sort as those that Kotlin's compiler makes:
 *
 * <pre>{@code
 * public final class Continuation extends ContinuationImpl implements Supplier {
 *     private final Consumer listener;
 *
 *     public Continuation(kotlin.coroutines.Continuation completion, Consumer listener) {
 *         super(completion);
 *         this.listener = listener;
 *     }
 *
 *     public Object invokeSuspend(Object result) {
 *         listener.accept(result);
 *         ResultKt.throwOnFailure(result);
 *         return result;
 *     }
 *
 *     public Object get() {
 *         return listener;
 *     }
 * }
 * }</pre>
 *
 * <p>To Kotlin the function's caller is one that does nothing after the call. A proxy would lose the dispatcher: only
 * subclasses of {@code ContinuationImpl} are asked for it.
 */
final class RelayedContinuation extends ClassLoader {
    private static final String NAME = "io/phase3/agent/relayed/Continuation";
    private static final String KOTLIN = "kotlin/coroutines/Continuation";
    private static final String SUPER = "kotlin/coroutines/jvm/internal/ContinuationImpl";
    private static final String CONSUMER = "java/util/function/Consumer";
    private static final String LISTENER = "L" + CONSUMER + ";";

    private RelayedContinuation(ClassLoader kotlin) {
        super(kotlin);
    }

    /** The constructor of the class beside Kotlin's interface. */
    static Constructor<?> define(Class<?> continuation) throws ReflectiveOperationException {
        byte[] classFile = classFile();
        return new RelayedContinuation(continuation.getClassLoader())
                .defineClass(NAME.replace('/', '.'), classFile, 0, classFile.length)
                .getConstructor(continuation, Consumer.class);
    }

    private static byte[] classFile() {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(
                V1_6, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, NAME, null, SUPER, new String[] {"java/util/function/Supplier"
                });
        type.visitField(ACC_PRIVATE | ACC_FINAL, "listener", LISTENER, null, null);

        MethodVisitor init = method(type, "<init>", "(L" + KOTLIN + ";" + LISTENER + ")V");
        init.visitVarInsn(ALOAD, 0);
        init.visitVarInsn(ALOAD, 1);
        init.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "(L" + KOTLIN + ";)V", false);
        init.visitVarInsn(ALOAD, 0);
        init.visitVarInsn(ALOAD, 2);
        init.visitFieldInsn(PUTFIELD, NAME, "listener", LISTENER);
        end(init, RETURN);

        MethodVisitor resume = method(type, "invokeSuspend", "(Ljava/lang/Object;)Ljava/lang/Object;");
        loadListener(resume);
        resume.visitVarInsn(ALOAD, 1);
        resume.visitMethodInsn(INVOKEINTERFACE, CONSUMER, "accept", "(Ljava/lang/Object;)V", true);
        resume.visitVarInsn(ALOAD, 1);
        resume.visitMethodInsn(INVOKESTATIC, "kotlin/ResultKt", "throwOnFailure", "(Ljava/lang/Object;)V", false);
        resume.visitVarInsn(ALOAD, 1);
        end(resume, ARETURN);

        MethodVisitor get = method(type, "get", "()Ljava/lang/Object;");
        loadListener(get);
        end(get, ARETURN);
        return type.toByteArray();
    }

    private static MethodVisitor method(ClassWriter type, String name, String descriptor) {
        MethodVisitor method = type.visitMethod(ACC_PUBLIC, name, descriptor, null, null);
        method.visitCode();
        return method;
    }

    private static void loadListener(MethodVisitor method) {
        method.visitVarInsn(ALOAD, 0);
        method.visitFieldInsn(GETFIELD, NAME, "listener", LISTENER);
    }

    private static void end(MethodVisitor method, int returned) {
        method.visitInsn(returned);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
