package org.dmaengine.core.registry;

/// Who holds a channel.
///
/// @param bundle symbolic name of the bundle
/// @param client `<device>:<name>` of a channel requested by name, else empty
public record Holder(String bundle, String client) {
    @Override
    public String toString() {
        return client.isEmpty() ? bundle : client + " of " + bundle;
    }
}
