/// One small client per idea, a package each. The guides quote them, the container tests run them.
///
/// | package | idea |
/// | --- | --- |
/// | [org.dmaengine.examples.firstclient] | a client to begin with: a command of the shell |
/// | [org.dmaengine.examples.copybyname] | a channel by name, one copy, wait |
/// | [org.dmaengine.examples.requests] | every way to request a channel, and what each refusal asks for |
/// | [org.dmaengine.examples.whenpresent] | components that live while their controller is present |
/// | [org.dmaengine.examples.mappedbuffers] | whose turn it is to touch mapped memory |
/// | [org.dmaengine.examples.preparing] | one line for each kind of transfer |
/// | [org.dmaengine.examples.callbackpipeline] | keep some transfers in flight; each callback queues the next |
/// | [org.dmaengine.examples.scattergather] | gather pieces of memory into one message, in one transfer |
/// | [org.dmaengine.examples.interleavedblit] | move a rectangle between two pictures |
/// | [org.dmaengine.examples.polledcopies] | many small copies, no garbage: enqueue, ring once, harvest |
/// | [org.dmaengine.examples.completionstage] | the end of a transfer as a stage |
/// | [org.dmaengine.examples.reusing] | the same transfer again and again |
/// | [org.dmaengine.examples.progress] | status, residue, pause |
/// | [org.dmaengine.examples.stopping] | how to stop, and when memory may be freed |
/// | [org.dmaengine.examples.channelgone] | a client that outlives even a lease that is gone |
///
/// For channels of a peripheral:
///
/// | package | idea |
/// | --- | --- |
/// | [org.dmaengine.examples.peripheral] | configure, and receive words from a register |
/// | [org.dmaengine.examples.cyclicring] | a ring, its position, periods that were lost |
/// | [org.dmaengine.examples.repeatedframe] | a picture shown again and again until the next |
/// | [org.dmaengine.examples.swaplistener] | hear that the controller is replaced, and configure anew where that is needed |
/// | [org.dmaengine.examples.metadata] | a header beside the payload, in both modes |
/// | [org.dmaengine.examples.fifoport] | the other side: a device with a FIFO, and a client that reads it |
///
/// Whole clients:
///
/// | package | client |
/// | --- | --- |
/// | [org.dmaengine.examples.pcm] | sound: plays and captures files, and is late sometimes |
/// | [org.dmaengine.examples.uart] | a serial port: receives in order, and sends, with what is urgent in between |
/// | [org.dmaengine.examples.display] | a display: blits, and pages that take each other's place |
/// | [org.dmaengine.examples.packets] | packets whose headers and time stamps are metadata, in both modes |
package org.dmaengine.examples;
