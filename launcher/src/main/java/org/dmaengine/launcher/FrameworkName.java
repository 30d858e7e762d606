package org.dmaengine.launcher;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.osgi.framework.launch.FrameworkFactory;

/// The frameworks that the distribution has, as the command line calls them.
///
/// Each is loaded by a class loader of its own: both bring a copy of the OSGi API, and one of them is signed, which Java
/// does not mix on one class path. The copy that counts is this program's.
enum FrameworkName {
    FELIX("org.apache.felix.framework.jar"),
    EQUINOX("org.eclipse.osgi.jar");

    private final String jar;

    FrameworkName(String jar) {
        this.jar = jar;
    }

    /// The class loader stays open: the framework needs it until the process ends.
    FrameworkFactory factory(Home home) throws IOException {
        Path file = home.framework(jar);
        URLClassLoader loader = new URLClassLoader(name(), new URL[] {file.toUri().toURL()}, getClass().getClassLoader());
        return ServiceLoader.load(FrameworkFactory.class, loader).findFirst()
                .orElseThrow(() -> new IOException("no framework in " + file + "; build the distribution anew"));
    }
}
