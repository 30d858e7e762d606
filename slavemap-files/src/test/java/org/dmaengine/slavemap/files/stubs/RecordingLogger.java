package org.dmaengine.slavemap.files.stubs;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.log.Logger;

/// A logger that keeps what is logged: the level, then the arguments.
public final class RecordingLogger {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile Runnable then = () -> { };

    /// Has this run after each line, on the thread that logs.
    public void then(Runnable action) {
        then = action;
    }

    public Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                    lines.add(method.getName() + " " + Arrays.deepToString(arguments));
                    then.run();
                    return null;
                });
    }

    public List<String> lines() {
        return lines;
    }
}
