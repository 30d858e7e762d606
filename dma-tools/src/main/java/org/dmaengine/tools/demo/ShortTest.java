package org.dmaengine.tools.demo;

import org.dmaengine.Capability;
import org.dmaengine.ChannelInfo;

/// A few hundred rounds of dmatest.
final class ShortTest implements DemoPart {
    @Override
    public String title() {
        return "dmatest: random lengths and offsets, every byte of both buffers checked";
    }

    @Override
    public void show(Stage stage) throws Exception {
        String channel = stage.engine().channels().stream()
                .filter(info -> info.isFree() && info.capabilities().supports(Capability.MEMCPY))
                .map(ChannelInfo::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free channel copies"));
        stage.command("dma:test channel=" + channel + " threads_per_chan=2 iterations=500");
    }
}
