/// One small client per idea, a package each. The guides quote them, the container tests run them.
///
/// | package | idea |
/// | --- | --- |
/// | [org.dmaengine.examples.copybyname] | a channel by name, one copy, wait |
/// | [org.dmaengine.examples.callbackpipeline] | keep some transfers in flight; each callback queues the next |
/// | [org.dmaengine.examples.scattergather] | gather pieces of memory into one message, in one transfer |
/// | [org.dmaengine.examples.interleavedblit] | move a rectangle between two pictures |
/// | [org.dmaengine.examples.polledcopies] | many small copies, no garbage: enqueue, ring once, harvest |
package org.dmaengine.examples;
