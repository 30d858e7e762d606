package org.dmaengine.controller.decorator.stubs;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.spi.Transfer;

/// Transfers of which only the length is known, and how far the core says that they have come.
public final class Transfers {
    private Transfers() {
    }

    /// @param moved what the core says
    public static Transfer of(long length, AtomicLong moved) {
        return (Transfer) Proxy.newProxyInstance(Transfers.class.getClassLoader(), new Class<?>[] {Transfer.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "length" -> length;
                    case "movedInAll" -> moved.get();
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
