/// Channels in virtual time, for tests without a container: one thing happens at a time, and a seed says which is next.
///
/// Begin at [Simulation][org.dmaengine.simulation.Simulation]. [Device][org.dmaengine.simulation.Device] is a peripheral in the test's hand.
package org.dmaengine.simulation;
