package io.phase3.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/** Looks for a fixed set of texts in the constant pools of class files, without reading anything else of them. */
final class ConstantPool {
    private static final int UTF8 = 1;

    private final BitSet lengths = new BitSet();
    private final Map<Integer, List<byte[]>> textsByHash = new HashMap<>();

    /** @param texts what to look for: names and descriptors */
    ConstantPool(Collection<String> texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            lengths.set(bytes.length);
            textsByHash
                    .computeIfAbsent(hash(bytes, 0, bytes.length), absent -> new ArrayList<>(1))
                    .add(bytes);
        }
    }

    /** Which of the texts the class file contains. */
    Collection<String> find(ClassReader classFile, byte[] bytes) {
        List<String> found = Collections.emptyList();
        for (int item = 1; item < classFile.getItemCount(); item++) {
            int offset = classFile.getItem(item);
            // The second half of a long or double has no entry of its own.
            if (offset == 0 || bytes[offset - 1] != UTF8) {
                continue;
            }
            int length = classFile.readUnsignedShort(offset);
            if (lengths.get(length)) {
                String text = text(bytes, offset + 2, length);
                if (text != null) {
                    found = found.isEmpty() ? new ArrayList<>() : found;
                    found.add(text);
                }
            }
        }
        return found;
    }

    private String text(byte[] bytes, int offset, int length) {
        List<byte[]> candidates = textsByHash.get(hash(bytes, offset, length));
        if (candidates != null) {
            for (byte[] candidate : candidates) {
                if (regionEquals(bytes, offset, length, candidate)) {
                    return new String(candidate, StandardCharsets.UTF_8);
                }
            }
        }
        return null;
    }

    private static boolean regionEquals(byte[] bytes, int offset, int length, byte[] text) {
        if (text.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] bytes, int offset, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[offset + i];
        }
        return hash;
    }
}
