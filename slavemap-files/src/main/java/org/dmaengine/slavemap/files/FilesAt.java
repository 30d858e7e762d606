package org.dmaengine.slavemap.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The files that a path stands for, and what is amiss with one in words: a message of the JDK may be no more than the file's name.
public final class FilesAt {
    private FilesAt() {
    }

    /// The file that the path names, or files of the folder that it names, in no order.
    ///
    /// @param kinds what it may name, for whoever names something else
    /// @param isOne says by its name whether a file of the folder is one
    /// @throws IOException with a message for people
    public static List<Path> path(Path path, String kinds, Predicate<Path> isOne) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new IOException(path + ": there is no such file or folder", e);
        } catch (IOException e) {
            throw failure(path, e);
        }
        if (attributes.isRegularFile()) {
            return List.of(path);
        }
        if (!attributes.isDirectory()) {
            throw new IOException(path + ": is neither a regular file nor a folder; " + kinds);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, file -> isOne.test(file) && Files.isRegularFile(file))) {
            found.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw failure(path, e.getCause());
        } catch (IOException e) {
            throw failure(path, e);
        }
        return files;
    }

    /// The failure to read a file with a message for people: which file, and what is amiss with it.
    ///
    /// @return has the failure for its cause
    public static IOException failure(Path file, IOException failure) {
        String named = failure instanceof FileSystemException e && e.getFile() != null ? e.getFile() : file.toString();
        return new IOException(named + ": " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "it is not there any more";
            case AccessDeniedException _ -> "this user may not read it";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case FileSystemException e -> e.getClass().getSimpleName();
            case IOException e when e.getMessage() != null -> e.getMessage();
            default -> failure.toString();
        };
    }
}
