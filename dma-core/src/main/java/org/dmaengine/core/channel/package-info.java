/// The life of a descriptor: queue, stepping, completion, outcome. One [VirtualChannel] for each lease.
///
/// ```text
///  client threads            engine threads                 completer threads
///  VirtualChannel            Stepper                        Completions
///   prepare (Preparer)        start, step, stop              deliver callbacks and stages
///   submit ─▶ WorkQueue ─▶ issued work ─▶ ended ─▶ Completions queue
///                                        └──▶ OutcomeLog (how it ended, if not well)
/// ```
package org.dmaengine.core.channel;
