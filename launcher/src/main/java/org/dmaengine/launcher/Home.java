package org.dmaengine.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The distribution's folder: this program's jar, and beside it the bundles, the board files and the shell's profile.
record Home(Path folder) {
    static Home ofThisProgram() throws URISyntaxException {
        return new Home(Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent());
    }

    Path defaultBoard() {
        return folder.resolve("board").resolve("default.json");
    }

    Path framework(String jar) {
        return folder.resolve("frameworks").resolve(jar);
    }

    /// The bundles, in an order that does not depend on the file system.
    List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("bundles"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
