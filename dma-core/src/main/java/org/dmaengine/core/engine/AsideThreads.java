package org.dmaengine.core.engine;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads of an engine's own for calls aside. One whose call is over waits a moment for another one: the channels of a controller leave one
/// after the other, and starting a thread takes as long as the scheduler lets the new one wait.
final class AsideThreads implements Asides {
    private static final long LINGER_MILLIS = 1_000;

    private final String name;
    private final ThreadFactory factory;
    private final ThreadPoolExecutor threads;

    /// @param name the engine's
    AsideThreads(String name) {
        this.name = name;
        this.factory = Thread.ofPlatform().daemon().name("dma-aside-" + name).factory();
        this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, LINGER_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), factory);
    }

    @Override
    public void run(String purpose, Runnable call) {
        Runnable named = () -> {
            Thread thread = Thread.currentThread();
            String idle = thread.getName();
            thread.setName("dma-" + purpose + "-" + name);
            try {
                call.run();
            } finally {
                thread.setName(idle);
            }
        };
        try {
            threads.execute(named);
        } catch (RejectedExecutionException _) { // the engine has stopped; a driver that hung may return later
            factory.newThread(named).start();
        }
    }

    @Override
    public void stop() {
        threads.shutdown();
    }
}
