package org.dmaengine.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// Reads what a [SlaveMapSource] reads, without putting it in force: for `dma:map`, before a file is trusted.
///
/// Registered as a service beside the source; its methods may block on the file, and a broken file is an [IOException] with a message for
/// people.
@ConsumerType
public interface SlaveMapFormat {
    /// Service property, `String`, required: the word for it in the shell, as in `dma:map dtb=FILE`.
    String FORMAT = "dma.format";

    /// The kind of source that it belongs to.
    SlaveMapSource.Origin origin();

    /// Says by names alone whether the file, or the folder by what is in it, looks like one of this format.
    boolean isLikely(Path fileOrFolder);

    /// What the file says, or each file of the folder: a line for each association of a client with a controller, whether anything would come
    /// of it or not.
    List<String> listing(Path fileOrFolder) throws IOException;

    /// What does not hold together in the file, or in the files of the folder.
    List<String> problems(Path fileOrFolder) throws IOException;

    /// The entries that the source would have, were this its file.
    List<SlaveMapEntry> entries(Path fileOrFolder) throws IOException;
}
