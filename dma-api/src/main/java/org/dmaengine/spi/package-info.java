/// What drivers and slave-map sources implement; clients do not need it.
///
/// A controller driver implements [ChannelDriver][org.dmaengine.spi.ChannelDriver] and registers one service for each
/// channel, most easily through [Controller][org.dmaengine.spi.Controller]. The engine core owns queues, cookies,
/// callbacks, threads, residue and the races between them; a driver declares what it can do and moves bytes in steps.
/// Implementors of the `@ConsumerType` interfaces import this package with `[0.1,1)`, the core, which implements the
/// `@ProviderType` ones, with `[0.1,0.2)`.
@Export
@Version("0.1.0")
package org.dmaengine.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
