package io.phase3.agent.attribution.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/** A Lua script that Redis runs on one key, all of it or nothing. Immutable. */
final class Script {
    /** Adds touches of a lead; see {@code touch.lua}. */
    static final Script TOUCH = read("touch.lua");

    /** Makes a claim last; see {@code confirm.lua}. */
    static final Script CONFIRM = read("confirm.lua");

    private final String text;
    private final String hash;

    private Script(String text) {
        this.text = text;
        this.hash = Digests.hexadecimal("SHA-1", text);
    }

    private static Script read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
            }
            return new Script(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Runs the script by its name, which Redis may not know yet. */
    CommandArguments byHash(Call call) {
        return call.on(new CommandArguments(Protocol.Command.EVALSHA).add(hash));
    }

    /** Runs the script by its text, which Redis remembers from then on. */
    CommandArguments byText(Call call) {
        return call.on(new CommandArguments(Protocol.Command.EVAL).add(text));
    }

    /** One run: a key and arguments. Immutable. */
    static final class Call {
        private final String key;
        private final Object[] arguments;

        Call(String key, Object... arguments) {
            this.key = key;
            this.arguments = arguments.clone();
        }

        private CommandArguments on(CommandArguments script) {
            return script.add(1).key(key).addObjects(arguments);
        }
    }
}
