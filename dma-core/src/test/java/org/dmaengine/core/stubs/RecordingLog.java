package org.dmaengine.core.stubs;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.osgi.service.log.Logger;

/// A log that keeps its lines: level, pattern and arguments.
public final class RecordingLog {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger = (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
                if (method.getReturnType() == boolean.class) {
                    return true;
                }
                if (method.getReturnType() == void.class) {
                    lines.add(method.getName() + " " + Arrays.deepToString(arguments));
                }
                return null;
            });

    public Logger logger() {
        return logger;
    }

    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
