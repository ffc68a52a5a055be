package io.phase3.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the agent and its libraries from the folder {@code isolated/} of the agent jar.
 *
 * <p>The jar is on the application's class path, because the JVM puts every agent there. What must not be seen by the
 * application therefore lies where no class loader but this one looks: class files under a name that does not end in
 * {@code .class}, and resources below a folder. Its parent is the platform's loader, so nothing of the application is
 * seen from here either.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String FOLDER = "isolated/";

    static {
        registerAsParallelCapable();
    }

    private final File file;
    private final JarFile jar;
    private final ProtectionDomain domain;

    /** @param file the agent jar; kept open as long as the JVM runs */
    AgentClassLoader(File file) throws IOException {
        super(platform());
        this.file = file;
        // not verified: the JVM has just loaded this very jar, and a signature check reads it whole
        this.jar = new JarFile(file, false);
        this.domain =
                new ProtectionDomain(new CodeSource(file.toURI().toURL(), (Certificate[]) null), null, this, null);
    }

    /** The outermost loader below the boot loader: the platform's, or on Java 8 that of the extensions. */
    private static ClassLoader platform() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JarEntry entry = entry(name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            byte[] classFile = read(entry);
            return defineClass(name, classFile, 0, classFile.length, domain);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected URL findResource(String name) {
        JarEntry entry = entry(name);
        try {
            return entry == null ? null : new URL("jar:" + file.toURI() + "!/" + entry.getName());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Straight from the jar that is open already; a URL would open it again. */
    @Override
    public InputStream getResourceAsStream(String name) {
        JarEntry entry = entry(name);
        try {
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL resource = findResource(name);
        return resource == null
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.singleton(resource));
    }

    private JarEntry entry(String name) {
        String hidden = name.endsWith(".class") ? name + "data" : name;
        return jar.getJarEntry(FOLDER + hidden);
    }

    private byte[] read(JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) entry.getSize());
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return bytes.toByteArray();
        }
    }
}
