package org.dmaengine.endpoints;

import java.io.Serial;

/// Nobody here knows the scheme of an endpoint. Whoever does may come yet, unlike one who likes an endpoint that its scheme has refused.
public final class UnknownSchemeException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnknownSchemeException(String message) {
        super(message);
    }
}
