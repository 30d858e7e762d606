package org.dmaengine.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/// A jar that the user gives for this run, a driver for example. Unlike a bundle of the distribution it has to start: the
/// user means this one, and hears what is wrong with it.
record UserBundle(Path file) {
    /// Looks at the file alone, before anything is started.
    void expectUsable() throws UserBundleException {
        if (!Files.isRegularFile(file)) {
            throw new UserBundleException("no bundle file " + file);
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw new UserBundleException(file + " is no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME
                        + "; let bnd-maven-plugin build the jar, as controller-memcpy does");
            }
        } catch (IOException e) {
            throw new UserBundleException("cannot read bundle file " + file + ": " + e.getMessage());
        }
    }

    Bundle install(BundleContext context) throws UserBundleException {
        try {
            return context.installBundle(file.toUri().toString());
        } catch (BundleException e) {
            throw new UserBundleException("bundle " + file + " cannot be installed: " + reason(e));
        }
    }

    void start(Bundle bundle) throws UserBundleException {
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new UserBundleException("bundle " + file + " does not start: " + reason(e));
        }
    }

    /// In one line: the frameworks' own are long, and end in saying it all again.
    private static String reason(BundleException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root == e || root.getMessage() == null ? e.getMessage() : e.getMessage() + ": " + root;
        return message.replaceFirst(" Unresolved requirements: .*", "").strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
