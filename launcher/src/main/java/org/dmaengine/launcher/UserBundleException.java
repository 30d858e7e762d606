package org.dmaengine.launcher;

/// A bundle of the user's own that cannot be used.
final class UserBundleException extends Exception {
    private static final long serialVersionUID = 1L;

    UserBundleException(String message) {
        super(message);
    }
}
