package org.dmaengine.tools;

import java.util.function.Predicate;
import org.dmaengine.ChannelInfo;

/// Which channels will do for a client: at first those that it means; once it has one, those of the same controller, so that a swap does
/// not lead it elsewhere.
public final class SameController implements Predicate<ChannelInfo> {
    private final Predicate<ChannelInfo> meant;
    private volatile String controller;

    public SameController(Predicate<ChannelInfo> meant) {
        this.meant = meant;
    }

    /// The client has a channel of this controller.
    public void keep(String itsController) {
        controller = itsController;
    }

    @Override
    public boolean test(ChannelInfo info) {
        return controller == null ? meant.test(info) : controller.equals(info.controller());
    }
}
