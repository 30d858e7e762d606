package org.dmaengine.endpoints.schemes;

/// `localhost:9000`, `[::1]:9000`.
///
/// @param host name or address, without brackets; empty if there is none
/// @param port 0 to 65535
record HostAndPort(String host, int port) {
    /// Takes apart what stands behind a scheme.
    ///
    /// @param scheme for the refusal
    /// @param least  the lowest port number that makes sense
    static HostAndPort parse(String scheme, String rest, int least) {
        int colon = rest.lastIndexOf(':');
        String host = colon < 0 ? "" : rest.substring(0, colon);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        if (brackets) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(rest.substring(colon + 1));
            if (port >= least && port <= 0xFFFF && (brackets || host.indexOf(':') < 0)) {
                return new HostAndPort(host, port);
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(scheme + ":" + rest + " is refused; behind " + scheme + ": stands "
                + (least == 0 ? "PORT or " : "") + "HOST:PORT, such as " + (least == 0 ? "9000 or 0.0.0.0:9000 or " : "localhost:9000 or ")
                + "[::1]:9000, with a port from " + least + " to 65535");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
