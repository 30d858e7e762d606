package org.dmaengine.console;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.admin.LoggerContext;

/// Writes the log to standard error, a line for each entry of the level asked for or worse.
@Component(service = {}, immediate = true) // it must be there before anybody logs
public final class LogWriter implements LogListener {
    /// How the log service names what it notes by itself: every bundle that starts, every service that comes and goes.
    private static final String EVENTS = "Events.";

    private final LogReaderService log;
    private final LogLevel level;
    private long written = -1; // guarded by this

    @Activate
    public LogWriter(BundleContext context, @Reference LogReaderService log) {
        this.log = log;
        level = LogLevel.valueOf(context.getProperty(LoggerContext.LOGGER_CONTEXT_DEFAULT_LOGLEVEL));
        log.addLogListener(this);
        catchUp();
    }

    /// The log delivers on a thread of its own, so its last entries may still be under way.
    @Deactivate
    void stop() {
        log.removeLogListener(this);
        catchUp();
    }

    private void catchUp() {
        List<LogEntry> newestFirst = Collections.list(log.getLog());
        newestFirst.reversed().forEach(this::logged);
    }

    @Override
    public synchronized void logged(LogEntry entry) {
        if (entry.getSequence() <= written) {
            return;
        }
        written = entry.getSequence();
        if (level.implies(level(entry))) {
            write(entry);
        }
    }

    private static LogLevel level(LogEntry entry) {
        boolean routine = entry.getLoggerName().startsWith(EVENTS) && entry.getLogLevel() == LogLevel.INFO;
        return routine ? LogLevel.DEBUG : entry.getLogLevel();
    }

    private void write(LogEntry entry) {
        Launch.ERR.println(line(entry));
        if (level == LogLevel.DEBUG && entry.getException() != null) {
            entry.getException().printStackTrace(Launch.ERR);
        }
    }

    private static String line(LogEntry entry) {
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(entry.getTime()), ZoneId.systemDefault());
        String cause = entry.getException() == null ? "" : ": " + Failure.root(entry.getException()).getMessage();
        return "%-12s %-5s %s %s%s".formatted(
                time.truncatedTo(ChronoUnit.MILLIS), entry.getLogLevel(), entry.getLoggerName(), entry.getMessage(), cause)
                .replaceAll("\\s*\\R\\s*", "; ");
    }
}
