package org.dmaengine.slavemap.acpi.stubs;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.log.Logger;

/// A logger that keeps what is logged: the level, then the arguments.
public final class RecordingLogger {
    private final List<String> lines = new ArrayList<>();

    public Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                    lines.add(method.getName() + " " + Arrays.deepToString(arguments));
                    return null;
                });
    }

    public List<String> lines() {
        return lines;
    }
}
