package org.dmaengine.controller.memcpy.stubs;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.log.Logger;

/// A log that keeps its lines: level, pattern and arguments.
public final class StubLog {
    private final List<String> lines = new ArrayList<>();

    public Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
            lines.add(method.getName() + " " + Arrays.deepToString(arguments));
            return null;
        });
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
