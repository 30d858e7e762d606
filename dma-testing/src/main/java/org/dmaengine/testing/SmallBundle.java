package org.dmaengine.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/// A bundle made of a few of the test's own classes, for a test that starts, stops, updates or uninstalls one.
///
/// ```java
/// Bundle client = SmallBundle.named("a.client").activator(HoldingClient.class).install(context);
/// client.start();
/// ```
///
/// The bundle's copy of a class is not the test's: the two share state through services of types that both import. It
/// imports packages when it needs them, unless a header `Import-Package` says otherwise. Not thread-safe.
///
/// A test that starts a framework by itself makes one of classes of its class path.
public final class SmallBundle {
    private final Attributes headers = new Attributes();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private SmallBundle(String symbolicName) {
        header(Constants.BUNDLE_MANIFESTVERSION, "2");
        header(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        header(Constants.DYNAMICIMPORT_PACKAGE, "*");
    }

    /// Begins a bundle with that symbolic name.
    public static SmallBundle named(String symbolicName) {
        return new SmallBundle(symbolicName);
    }

    /// Puts these classes in, each with the classes nested in it, and the outermost class around it, without which Java
    /// allows none of them to see the other's private parts.
    public SmallBundle containing(Class<?>... types) {
        for (Class<?> type : types) {
            Bundle home = FrameworkUtil.getBundle(type);
            if (home == null) {
                Stream.of(type.getNestMembers()).forEach(this::putOwn);
            } else {
                putClasses(home, type.getNestHost(), "");
                putClasses(home, type, "");
                putClasses(home, type, "$*");
            }
        }
        return this;
    }

    /// Puts this class in and makes it the bundle's activator. It needs a constructor without parameters.
    public SmallBundle activator(Class<? extends BundleActivator> type) {
        return containing(type).header(Constants.BUNDLE_ACTIVATOR, type.getName());
    }

    /// Sets a manifest header, `Bundle-Version` for example.
    public SmallBundle header(String name, String value) {
        headers.putValue(name, value);
        return this;
    }

    /// Puts in a text file, a component description for example.
    public SmallBundle file(String path, String text) {
        entries.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// Installs it without starting it.
    public Bundle install(BundleContext context) throws BundleException {
        return context.installBundle("small:" + headers.getValue(Constants.BUNDLE_SYMBOLICNAME), jar());
    }

    /// The jar, for `Bundle.update` for example.
    public InputStream jar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putAll(headers);
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot build the bundle " + headers.getValue(Constants.BUNDLE_SYMBOLICNAME), e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /// A class of the class path.
    private void putOwn(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        put(path, type.getClassLoader().getResource(path));
    }

    private void putClasses(Bundle home, Class<?> type, String suffix) {
        String folder = type.getPackageName().replace('.', '/');
        String file = type.getName().substring(type.getPackageName().length() + 1) + suffix + ".class";
        Enumeration<URL> found = home.findEntries(folder, file, false); // null for none
        while (found != null && found.hasMoreElements()) {
            URL entry = found.nextElement();
            put(entry.getPath().substring(1), entry);
        }
    }

    private void put(String path, URL from) {
        try (InputStream in = from.openStream()) {
            entries.put(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + from, e);
        }
    }
}
