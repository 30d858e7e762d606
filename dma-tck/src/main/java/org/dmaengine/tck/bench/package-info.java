/// A small host and engine for one driver: it makes the calls that the engine core would make, in the order that
/// [ChannelDriver][org.dmaengine.spi.ChannelDriver] states, one at a time and each on another thread; counts bytes by itself; and looks
/// after each call whether those bytes, and no others, are where they belong.
///
/// Strict on purpose: what the core would bear is a failure here.
package org.dmaengine.tck.bench;
