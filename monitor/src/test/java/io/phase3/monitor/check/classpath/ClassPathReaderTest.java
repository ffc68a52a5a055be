package io.phase3.monitor.check.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.monitor.check.sample.Deals;
import io.phase3.monitor.check.sample.LeadMessage;
import io.phase3.monitor.check.sample.LeadSocket;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathReaderTest {
    private static final String SOCKET = LeadSocket.class.getName();
    private static final String MESSAGE = LeadMessage.class.getName();
    private static final String DEALS = Deals.class.getName();

    @TempDir
    private Path folder;

    @Nested
    class Finds {
        @Test
        void classesOfJarsAndFoldersInTheOrderOfThePath() throws Exception {
            writeClass("classes", LeadSocket.class);
            new JarBuilder().with(LeadMessage.class).with(LeadSocket.class).writeTo(folder.resolve("a.jar"));

            assertThat(read("classes" + File.pathSeparator + "a.jar"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(SOCKET, "classes", MESSAGE, "a.jar"));
            assertThat(read("a.jar", "classes"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(SOCKET, "a.jar", MESSAGE, "a.jar"));
        }

        @Test
        void classesAndLibrariesOfASpringBootJar() throws Exception {
            new JarBuilder()
                    .manifest("Main-Class: org.springframework.boot.loader.launch.JarLauncher")
                    .with("org/springframework/boot/loader/Launcher.class", new byte[] {1})
                    .with("BOOT-INF/classes/", LeadSocket.class)
                    .with("BOOT-INF/classes/META-INF/persistence.xml", new byte[0])
                    .stored("BOOT-INF/lib/messages.jar", jarOf(LeadMessage.class))
                    .with("BOOT-INF/lib/packed.jar", jarOf(Deals.class))
                    .writeTo(folder.resolve("app.jar"));

            assertThat(read("app.jar"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "org.springframework.boot.loader.Launcher",
                            "app.jar",
                            SOCKET,
                            "app.jar!/BOOT-INF/classes",
                            MESSAGE,
                            "app.jar!/BOOT-INF/lib/messages.jar",
                            DEALS,
                            "app.jar!/BOOT-INF/lib/packed.jar"));
        }

        @Test
        void aSpringBootJarThatStartsItself() throws Exception {
            byte[] jar = new JarBuilder()
                    .with("BOOT-INF/classes/", LeadSocket.class)
                    .stored("BOOT-INF/lib/messages.jar", jarOf(LeadMessage.class))
                    .bytes();
            ByteArrayOutputStream executable = new ByteArrayOutputStream();
            executable.write("#!/bin/bash\nexec java -jar \"$0\"\nexit 0\n".getBytes(StandardCharsets.UTF_8));
            executable.write(jar);
            Files.write(folder.resolve("app.jar"), executable.toByteArray());

            assertThat(read("app.jar")).containsOnlyKeys(SOCKET, MESSAGE);
        }

        @Test
        void classesAndLibrariesOfAWar() throws Exception {
            new JarBuilder()
                    .with("WEB-INF/classes/", LeadSocket.class)
                    .with("WEB-INF/lib/messages.jar", jarOf(LeadMessage.class))
                    .with("WEB-INF/lib-provided/deals.jar", jarOf(Deals.class))
                    .writeTo(folder.resolve("app.war"));

            assertThat(read("app.war"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            SOCKET, "app.war!/WEB-INF/classes",
                            MESSAGE, "app.war!/WEB-INF/lib/messages.jar",
                            DEALS, "app.war!/WEB-INF/lib-provided/deals.jar"));
        }

        @Test
        void anUnpackedWar() throws Exception {
            writeClass("web/WEB-INF/classes", LeadSocket.class);
            new JarBuilder().with(LeadMessage.class).writeTo(folder.resolve("web/WEB-INF/lib/messages.jar"));

            assertThat(read("web/"))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(SOCKET, "web/WEB-INF/classes", MESSAGE, "web/WEB-INF/lib/messages.jar"));
        }

        @Test
        void jarsInAFolder() throws Exception {
            new JarBuilder().with(LeadSocket.class).writeTo(folder.resolve("libs/a.jar"));
            new JarBuilder().with(LeadSocket.class).with(LeadMessage.class).writeTo(folder.resolve("libs/b.jar"));

            Map<String, String> both = Map.of(SOCKET, "libs/a.jar", MESSAGE, "libs/b.jar");
            assertThat(read("libs")).containsExactlyInAnyOrderEntriesOf(both);
            assertThat(read("libs/")).containsExactlyInAnyOrderEntriesOf(both);
            assertThat(read("libs/*")).containsExactlyInAnyOrderEntriesOf(both);
        }

        @Test
        void whatAManifestNamesRightBehindItsJarAndOnce() throws Exception {
            new JarBuilder()
                    .manifest("Class-Path: lib/socket.jar lib/gone.jar")
                    .with("Main.class", new byte[] {1})
                    .writeTo(folder.resolve("app/app.jar"));
            new JarBuilder()
                    .manifest("Class-Path: ../app.jar messages.jar")
                    .with(LeadSocket.class)
                    .writeTo(folder.resolve("app/lib/socket.jar"));
            new JarBuilder().with(LeadMessage.class).writeTo(folder.resolve("app/lib/messages.jar"));
            new JarBuilder().with(LeadMessage.class).writeTo(folder.resolve("later.jar"));

            assertThat(read("app/app.jar", "later.jar"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "Main", "app/app.jar", SOCKET, "app/lib/socket.jar", MESSAGE, "app/lib/messages.jar"));
        }

        @Test
        void theVersionThatTheJvmWouldLoad() throws Exception {
            new JarBuilder()
                    .manifest("Multi-Release: true")
                    .with("A.class", new byte[] {1})
                    .with("META-INF/versions/21/A.class", new byte[] {21})
                    .with("META-INF/versions/11/A.class", new byte[] {11})
                    .with("META-INF/versions/9/A.class", new byte[] {9})
                    .with("META-INF/versions/17/B.class", new byte[] {17})
                    .with("META-INF/versions/9/module-info.class", new byte[] {9})
                    .writeTo(folder.resolve("a.jar"));
            ClassPath classPath = reader().read(List.of("a.jar"));

            assertThat(classPath.classes()).extracting(ClassFile::className).containsExactlyInAnyOrder("A", "B");
            assertThat(classPath.find("A.class").orElseThrow().read()).containsExactly(11);
        }

        @Test
        void noVersionsWhereTheManifestDoesNotSaySo() throws Exception {
            new JarBuilder()
                    .with("A.class", new byte[] {1})
                    .with("META-INF/versions/9/A.class", new byte[] {9})
                    .writeTo(folder.resolve("a.jar"));
            ClassPath classPath = reader().read(List.of("a.jar"));

            assertThat(classPath.find("A.class").orElseThrow().read()).containsExactly(1);
        }

        @Test
        void moreFilesThanAZipOfOldCanCount() throws Exception {
            try (ZipOutputStream zip =
                    new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve("large.jar"))))) {
                zip.setLevel(0);
                for (int i = 0; i < 70_000; i++) {
                    zip.putNextEntry(new ZipEntry("C" + i + ".class"));
                }
            }

            assertThat(read("large.jar")).hasSize(70_000);
        }
    }

    @Nested
    class Resources {
        @Test
        void areThoseOfTheClassPathAndOfTheJdk() throws Exception {
            new JarBuilder()
                    .with(LeadSocket.class)
                    .with("java/lang/Object.class", new byte[] {1})
                    .writeTo(folder.resolve("a.jar"));
            ClassLoader resources = reader().read(List.of("a.jar")).resources();

            assertThat(bytes(resources, JarBuilder.pathOf(LeadSocket.class)))
                    .isEqualTo(JarBuilder.bytesOf(LeadSocket.class));
            assertThat(bytes(resources, "java/lang/Object.class")).hasSizeGreaterThan(1);
            assertThat(resources.getResource("com/acme/Nothing.class")).isNull();
        }

        @Test
        void areNeverLoadedAsClasses() throws Exception {
            new JarBuilder().with(LeadSocket.class).writeTo(folder.resolve("a.jar"));
            ClassLoader resources = reader().read(List.of("a.jar")).resources();

            assertThatThrownBy(() -> resources.loadClass(SOCKET)).isInstanceOf(ClassNotFoundException.class);
        }

        private static byte[] bytes(ClassLoader resources, String path) throws IOException {
            try (InputStream in = resources.getResourceAsStream(path)) {
                return in.readAllBytes();
            }
        }
    }

    @Nested
    class Says {
        @Test
        void thatSomethingIsMissingAndWhatMayBeMeant() throws Exception {
            new JarBuilder().with(LeadSocket.class).writeTo(folder.resolve("build/service.jar"));

            assertThatThrownBy(() -> read("build/servcie.jar"))
                    .hasMessage("'build/servcie.jar' does not exist – did you mean 'service.jar'?");
            assertThatThrownBy(() -> read("biuld/service.jar"))
                    .hasMessage("'biuld/service.jar' does not exist – did you mean 'build'?");
            assertThatThrownBy(() -> read("libraries/*"))
                    .hasMessage("'libraries/' does not exist; there is no 'libraries' in " + folder);
        }

        @Test
        void thatThePathIsEmpty() {
            assertThatThrownBy(() -> read("", File.pathSeparator)).hasMessageStartingWith("it is empty: name jars");
        }

        @Test
        void thatThereIsNoClass() throws Exception {
            Files.writeString(folder.resolve("readme.txt"), "");

            assertThatThrownBy(() -> read(".")).hasMessage("there is no class in '.'");
        }

        @Test
        void thatJarsAreOneFolderFurther() throws Exception {
            new JarBuilder().with(LeadSocket.class).writeTo(folder.resolve("build/libs/service.jar"));

            assertThatThrownBy(() -> read("build/"))
                    .hasMessage("there is no class in 'build/'; there are jars in build/libs: name that");
        }

        @Test
        void thatClassesAreOneFolderFurther() throws Exception {
            writeClass("target/classes", LeadSocket.class);

            assertThatThrownBy(() -> read("target/"))
                    .hasMessage("there is no class in 'target/'; classes begin at target/classes/: name that folder");
        }

        @Test
        void thatSomeClassesAreOneFolderFurther() throws Exception {
            writeClass("target/production/app", LeadSocket.class);
            writeClass("target/production/app", LeadMessage.class);
            writeClass("target/test", LeadMessage.class);
            writeClass("target", Deals.class);

            ClassPath classPath = reader().read(List.of("target"));

            assertThat(classPath.classes()).extracting(ClassFile::className).containsExactly(DEALS);
            assertThat(classPath.misplaced())
                    .containsExactlyInAnyOrder(
                            new ClassPath.Misplaced("target", "target/production/app/", 2),
                            new ClassPath.Misplaced("target", "target/test/", 1));
        }
    }

    @Nested
    class GoesOnWithout {
        @Test
        void aFileThatIsNoJar() throws Exception {
            Files.writeString(folder.resolve("a.jar"), "<html>404 Not Found</html>");
            Files.write(folder.resolve("empty.jar"), new byte[0]);
            writeClass("classes", LeadSocket.class);

            ClassPath classPath = reader().read(List.of("a.jar", "empty.jar", "classes"));

            assertThat(classPath.classes()).extracting(ClassFile::className).containsExactly(SOCKET);
            assertThat(classPath.unreadable())
                    .containsExactly(
                            new ClassPath.Unreadable("a.jar", "it is no zip file, or its end is missing"),
                            new ClassPath.Unreadable("empty.jar", "it is no zip file, or its end is missing"));
        }

        @Test
        void aJarWhoseEndIsMissing() throws Exception {
            byte[] jar = jarOf(LeadSocket.class);
            Files.write(folder.resolve("a.jar"), Arrays.copyOf(jar, jar.length - 30));

            assertThat(reader().read(List.of("a.jar")).unreadable())
                    .containsExactly(new ClassPath.Unreadable("a.jar", "it is no zip file, or its end is missing"));
        }

        @Test
        void aBrokenJarInAJar() throws Exception {
            new JarBuilder()
                    .with("BOOT-INF/classes/", LeadSocket.class)
                    .stored("BOOT-INF/lib/broken.jar", new byte[100])
                    .writeTo(folder.resolve("app.jar"));

            ClassPath classPath = reader().read(List.of("app.jar"));

            assertThat(classPath.classes()).hasSize(1);
            assertThat(classPath.unreadable())
                    .extracting(ClassPath.Unreadable::location)
                    .containsExactly("app.jar!/BOOT-INF/lib/broken.jar");
        }

        @Test
        void aJmod() throws Exception {
            Files.write(folder.resolve("a.jmod"), new byte[] {'J', 'M', 1, 0, 0});

            assertThat(reader().read(List.of("a.jmod")).unreadable())
                    .singleElement()
                    .extracting(ClassPath.Unreadable::reason)
                    .asString()
                    .startsWith("it is a JMOD");
        }

        @Test
        void whateverIsBrokenInAJar() throws Exception {
            byte[] sound = new JarBuilder()
                    .manifest("Multi-Release: true")
                    .with(LeadSocket.class)
                    .stored("BOOT-INF/lib/a.jar", jarOf(LeadMessage.class))
                    .with("BOOT-INF/lib/b.jar", jarOf(Deals.class))
                    .bytes();
            Random random = new Random(42);
            int broken = 0;
            for (int round = 0; round < 500; round++) {
                byte[] jar = sound.clone();
                for (int flips = 0; flips <= random.nextInt(4); flips++) {
                    jar[random.nextInt(jar.length)] = (byte) random.nextInt();
                }
                Files.write(folder.resolve("a.jar"), jar);
                broken += isBroken() ? 1 : 0;
            }

            assertThat(broken).isBetween(50, 500);
        }

        private boolean isBroken() throws ClassPathException {
            ClassPath classPath = reader().read(List.of("a.jar"));
            for (ClassFile file : classPath.classes()) {
                try {
                    file.read();
                } catch (IOException e) {
                    return true;
                }
            }
            return !classPath.unreadable().isEmpty();
        }
    }

    private ClassPathReader reader() {
        return new ClassPathReader(folder, 17);
    }

    /** Locations by class name. */
    private Map<String, String> read(String... classPaths) throws ClassPathException {
        Map<String, String> locations = new TreeMap<>();
        reader().read(List.of(classPaths)).classes().forEach(file -> locations.put(file.className(), file.location()));
        return locations;
    }

    private void writeClass(String root, Class<?> type) throws IOException {
        Path file = folder.resolve(root).resolve(JarBuilder.pathOf(type));
        Files.createDirectories(file.getParent());
        Files.write(file, JarBuilder.bytesOf(type));
    }

    private static byte[] jarOf(Class<?> type) throws IOException {
        return new JarBuilder().with(type).bytes();
    }
}
