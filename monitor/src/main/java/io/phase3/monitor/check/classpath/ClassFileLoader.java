package io.phase3.monitor.check.classpath;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Finds class files as resources, the JDK's first, as the class loader of an application does. It defines no class, so that
 * nothing of what is looked at can ever run.
 */
final class ClassFileLoader extends ClassLoader {
    private final ClassPath classPath;

    ClassFileLoader(ClassPath classPath) {
        super("phase3-check", ClassLoader.getPlatformClassLoader());
        this.classPath = classPath;
    }

    @Override
    protected URL findResource(String name) {
        return classPath.find(name).map(ClassFileLoader::url).orElse(null);
    }

    private static URL url(ClassFile file) {
        try {
            return new URL("phase3", "", -1, '/' + file.path(), new Handler(file));
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens one class file, whatever the URL is. */
    private static final class Handler extends URLStreamHandler {
        private final ClassFile file;

        Handler(ClassFile file) {
            this.file = file;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    // It is at hand.
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    return new ByteArrayInputStream(file.read());
                }
            };
        }
    }
}
