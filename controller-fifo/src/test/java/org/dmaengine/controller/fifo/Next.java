package org.dmaengine.controller.fifo;

/// Which controller goes on with a lease.
enum Next {
    /// The same one, whose configuration has changed: the ports have stayed with it.
    IN_PLACE,
    /// One of another bundle, say.
    ANOTHER;

    /// Its ports.
    Ports ports(FifoBench bench) {
        return this == IN_PLACE ? bench.ports : bench.anotherController();
    }

    /// A channel of it.
    FifoChannel of(FifoBench bench) {
        return bench.driver(1, ports(bench));
    }
}
