/// Sound: a ring, a pointer from the residue, and what to do when the client is late.
///
/// Classes: [Playback][org.dmaengine.examples.pcm.Playback] and [Capture][org.dmaengine.examples.pcm.Capture], which are a
/// [PcmStream][org.dmaengine.examples.pcm.PcmStream] over a [DmaRing][org.dmaengine.examples.pcm.DmaRing];
/// [WavPlayer][org.dmaengine.examples.pcm.WavPlayer] and [WavRecorder][org.dmaengine.examples.pcm.WavRecorder] for files.
@Export
@Version("0.1.0")
package org.dmaengine.examples.pcm;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
