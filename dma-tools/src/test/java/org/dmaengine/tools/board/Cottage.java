package org.dmaengine.tools.board;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.dmaengine.tools.CommandFailure;

/// The small board of these tests, `src/test/resources/boards/cottage.dts`.
final class Cottage {
    static final String HEARTH = "/soc/dma-controller@1000";
    static final String STOVE = "/soc/dma-controller@2000";
    static final String OVEN = "/soc/dma-controller@3000";
    static final String CELLAR = "/soc/dma-controller@4000";
    static final String RUIN = "/soc/dma-controller@6000";
    static final String PATH = "/soc/dma-router@7000";

    private Cottage() {
    }

    static Path file() {
        URL resource = Cottage.class.getResource("/boards/cottage.dtb");
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static BoardTree tree() throws CommandFailure {
        return BoardTree.read(file());
    }
}
