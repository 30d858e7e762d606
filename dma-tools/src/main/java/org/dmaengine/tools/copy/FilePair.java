package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Reason;

/// The file to copy and the place to copy it to, looked at before anything is touched.
///
/// @param source the file itself, behind any links
/// @param target the place itself, behind any links; what is there is replaced at the end
/// @param kept   owner and mode of what is there; null if there is nothing
record FilePair(Path source, Path target, FileOwnership kept) {
    /// Checks two names as the user typed them, relative to `base`.
    ///
    /// @throws CommandFailure if one of them will not do; nothing has been touched
    static FilePair check(Path base, String source, String target) throws CommandFailure {
        Path from = checked(source, () -> source(base.resolve(source), source));
        return checked(target, () -> pair(from, base.resolve(target), target));
    }

    private static Path source(Path path, String name) throws IOException, CommandFailure {
        try {
            regular(path, name);
        } catch (NoSuchFileException _) {
            throw new CommandFailure("source " + name + (Files.isSymbolicLink(path)
                    ? " is a link to " + Files.readSymbolicLink(path) + ", which does not exist" : " does not exist"));
        }
        if (!Files.isReadable(path)) {
            throw new CommandFailure("source " + name + " may not be read: permission denied");
        }
        return path.toRealPath();
    }

    private static FilePair pair(Path source, Path path, String name) throws IOException, CommandFailure {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Path folder = folder(path.toAbsolutePath().normalize().getParent(), name);
            return new FilePair(source, folder.resolve(path.getFileName()), null);
        }
        if (!Files.exists(path)) {
            throw new CommandFailure("target " + name + " is a link to " + Files.readSymbolicLink(path)
                    + ", which does not exist; remove the link or name the file");
        }
        regular(path, name);
        if (Files.isSameFile(source, path)) {
            throw new CommandFailure("source and target " + name + " are the same file");
        }
        Path target = path.toRealPath();
        FileOwnership kept = FileOwnership.of(target);
        if (!Files.isWritable(target) || kept.isReadOnly()) {
            throw new CommandFailure("target " + name + " is read-only; allow writing it or choose another name");
        }
        folder(target.getParent(), name);
        return new FilePair(source, target, kept);
    }

    private static void regular(Path path, String name) throws IOException, CommandFailure {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new CommandFailure(name + " is a directory; dma:copy copies one file to one file");
        }
        if (!attributes.isRegularFile()) {
            throw new CommandFailure(name + " is a device, pipe or socket; dma:copy copies regular files");
        }
    }

    private static Path folder(Path folder, String name) throws IOException, CommandFailure {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("target " + name + ": its folder " + folder
                    + (Files.exists(folder) ? " is no folder" : " does not exist"));
        }
        // The permission bits count for the superuser as well: what is marked read-only was meant to be.
        if (!Files.isWritable(folder) || FileOwnership.of(folder).isReadOnly()) {
            throw new CommandFailure("target " + name + ": its folder " + folder + " is read-only");
        }
        return folder.toRealPath();
    }

    private interface Look<T> {
        T look() throws IOException, CommandFailure;
    }

    private static <T> T checked(String name, Look<T> look) throws CommandFailure {
        try {
            return look.look();
        } catch (IOException e) {
            throw new CommandFailure(name + ": " + Reason.of(e), e);
        }
    }
}
