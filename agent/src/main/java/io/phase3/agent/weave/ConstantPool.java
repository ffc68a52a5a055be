package io.phase3.agent.weave;

import java.io.ByteArrayOutputStream;
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
    private final Map<Integer, List<Text>> textsByHash = new HashMap<>();

    /** A text and what a class file writes for it. */
    private static final class Text {
        private final String text;
        private final byte[] bytes;

        Text(String text) {
            this.text = text;
            this.bytes = modifiedUtf8(text);
        }
    }

    /** @param texts what to look for: names and descriptors */
    ConstantPool(Collection<String> texts) {
        for (String text : texts) {
            Text wanted = new Text(text);
            lengths.set(wanted.bytes.length);
            textsByHash
                    .computeIfAbsent(hash(wanted.bytes, 0, wanted.bytes.length), absent -> new ArrayList<>(1))
                    .add(wanted);
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
        List<Text> candidates = textsByHash.get(hash(bytes, offset, length));
        if (candidates != null) {
            for (Text candidate : candidates) {
                if (regionEquals(bytes, offset, length, candidate.bytes)) {
                    return candidate.text;
                }
            }
        }
        return null;
    }

    /** JVMS 4.4.7: not quite UTF-8, for a letter beyond U+FFFF is written as the two surrogates it has in Java. */
    private static byte[] modifiedUtf8(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x01 && c <= 0x7F) {
                bytes.write(c);
            } else if (c <= 0x7FF) {
                bytes.write(0xC0 | (c >> 6));
                bytes.write(0x80 | (c & 0x3F));
            } else {
                bytes.write(0xE0 | (c >> 12));
                bytes.write(0x80 | ((c >> 6) & 0x3F));
                bytes.write(0x80 | (c & 0x3F));
            }
        }
        return bytes.toByteArray();
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
