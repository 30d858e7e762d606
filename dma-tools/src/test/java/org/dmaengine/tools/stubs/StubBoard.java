package org.dmaengine.tools.stubs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.controller.fifo.LiveController;

/// An engine with several controllers, asked in this order; the channels of one of them may know no configuration but their own.
public final class StubBoard implements DmaEngine {
    private final List<LiveController> controllers;
    private String refusing = "";

    public StubBoard(LiveController... controllers) {
        this.controllers = List.of(controllers);
    }

    public StubBoard refusing(String controller) {
        refusing = controller;
        return this;
    }

    @Override
    public List<ChannelInfo> channels() {
        return controllers.stream().flatMap(controller -> controller.channels().stream()).toList();
    }

    @Override
    public DmaChannel request(ChannelRequest request) {
        DmaException last = new DmaException.NoSuchChannel("no channel is like that");
        for (LiveController controller : controllers) {
            try {
                DmaChannel channel = controller.request(request);
                return channel.name().startsWith(refusing + "chan") ? refusing(channel) : channel;
            } catch (DmaException.NoSuchChannel _) {
                // perhaps the next
            } catch (DmaException.ChannelBusy e) {
                last = e;
            }
        }
        throw last;
    }

    private static DmaChannel refusing(DmaChannel channel) {
        return (DmaChannel) Proxy.newProxyInstance(StubBoard.class.getClassLoader(), new Class<?>[] {DmaChannel.class}, (_, method, arguments) -> {
            if (method.getName().equals("configure")) {
                throw new DmaException.Rejected("this controller knows no " + Arrays.toString(arguments));
            }
            try {
                return method.invoke(channel, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public DmaChannel request(ChannelRequest request, Duration timeout) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public CompletionStage<DmaChannel> requestAsync(ChannelRequest request) {
        throw new UnsupportedOperationException("not needed by the tools");
    }
}
