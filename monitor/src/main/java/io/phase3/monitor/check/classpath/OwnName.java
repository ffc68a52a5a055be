package io.phase3.monitor.check.classpath;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads out of a class file which class it is: JVMS 4.1 and 4.4. */
final class OwnName {
    private static final int MAGIC = 0xCAFEBABE;

    private OwnName() {}

    /** The name with slashes; empty if this is no class file. */
    static Optional<String> of(byte[] classFile) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            if (in.readInt() != MAGIC) {
                return Optional.empty();
            }
            in.readInt();
            Map<Integer, String> texts = new HashMap<>();
            Map<Integer, Integer> classes = new HashMap<>();
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts.put(i, in.readUTF());
                    case 7 -> classes.put(i, in.readUnsignedShort());
                    case 8, 16, 19, 20 -> in.skipBytes(2);
                    case 15 -> in.skipBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
                    case 5, 6 -> {
                        in.skipBytes(8);
                        // long and double count twice.
                        i++;
                    }
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            in.readUnsignedShort();
            return Optional.ofNullable(texts.get(classes.get(in.readUnsignedShort())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
