package io.phase3.agent.attribution.redis;

import static io.phase3.agent.attribution.redis.RunningRedis.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

class DiagnosisTest {
    private final Diagnosis diagnosis = new Diagnosis(settings("redis://127.0.0.1:6379", "s3cret-word"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "NOAUTH Authentication required. | wants a password",
                "WRONGPASS invalid username-password pair or user is disabled. | refuses the password",
                "ERR invalid password | refuses the password",
                "ERR wrong number of arguments for 'auth' command | is older than Redis 6 and knows no users",
                "NOPERM this user has no permissions to run the 'set' command | lets this user do too little",
                "OOM command not allowed when used memory > 'maxmemory'. | is full (maxmemory)",
                "@user_script: 3: -OOM command not allowed when used memory > 'maxmemory'. | is full (maxmemory)",
                "ERR Error running script (call to f_0a1b): @user_script:3: @user_script: 3: -OOM command not allowed"
                        + " | is full (maxmemory)",
                "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'"
                        + " | is full (maxmemory)",
                "LOADING Redis is loading the dataset in memory | is still loading its data",
                "READONLY You can't write against a read only replica. | is a replica that takes no writes",
                "MASTERDOWN Link with MASTER is down | is a replica that has lost its primary",
                "NOREPLICAS Not enough good replicas to write. | has too few replicas",
                "MISCONF Redis is configured to save RDB snapshots | cannot save them to its disk",
                "BUSY Redis is busy running a script. | is busy with somebody's script",
                "MOVED 3999 127.0.0.1:6381 | is a node of a cluster",
                "CLUSTERDOWN Hash slot not served | is a cluster that is down",
                "ERR This instance has cluster support disabled | is not a cluster",
                "ERR max number of clients reached | has no connection left (maxclients)",
                "ERR DB index is out of range | has no such database",
                "ERR something new | answers with an error: ERR something new"
            })
    void tells_each_refusal_in_its_own_words(String error, String told) {
        assertThat(diagnosis.of(new JedisDataException(error))).hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR unknown command `AUTH`, with args beginning with: `s3cret-word`, ",
                "ERR unknown command 'AUTH', with args beginning with: 's3cret-word' ",
                "ERR s3cret-word is wrong"
            })
    void shows_no_password(String error) {
        assertThat(diagnosis.of(new JedisDataException(error)).getMessage())
                .startsWith("answers with an error: ")
                .doesNotContain("s3cret-word");
    }

    @Test
    void tells_the_key_of_somebody_else_from_the_troubles_of_Redis() {
        String wrongType = "WRONGTYPE Operation against a key holding the wrong kind of value";

        assertThat(Diagnosis.isForeignType(new JedisDataException(wrongType))).isTrue();
        assertThat(Diagnosis.isForeignType(new JedisDataException(wrongType + " script: 0a1b, on @user_script:3.")))
                .isTrue();
        assertThat(Diagnosis.isForeignType(new JedisDataException("@user_script: 3: -" + wrongType)))
                .isTrue();
        assertThat(Diagnosis.isForeignType(new JedisDataException("OOM WRONGTYPE")))
                .isFalse();
        assertThat(Diagnosis.isForeignType("WRONGTYPE")).isFalse();
    }
}
