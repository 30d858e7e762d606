package org.dmaengine.testing;

import org.junit.jupiter.api.Test;

/// A fixture in a package that the container has already.
@InOsgi
public class Misplaced {
    @Test
    void isNotReached() {
    }
}
