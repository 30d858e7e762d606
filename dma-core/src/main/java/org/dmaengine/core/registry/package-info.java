/// Which channels there are, who holds them, who waits for them.
///
/// ```text
/// ChannelDriver services ─▶ ChannelRegistry ─ ChannelSlot ─ claimed by ─▶ Lease (VirtualChannel)
///                               │  offers what becomes free                    ▲
///                               ▼                                              │
///                          WaitingRequests ◀── ClientSession, one for each client bundle
/// ```
package org.dmaengine.core.registry;
