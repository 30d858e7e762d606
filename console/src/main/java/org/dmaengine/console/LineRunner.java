package org.dmaengine.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Job.Status;
import org.apache.felix.service.command.Result;

/// Runs lines in a session, prints what they return and says in one line why one failed.
final class LineRunner {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*[\\w.-]+\\s*=\\s");

    private final Launch launch;
    private final CommandSession session;
    private volatile boolean succeeded;
    private volatile Object unprinted;

    LineRunner(Launch launch, CommandSession session) {
        this.launch = launch;
        this.session = session;
        session.setJobListener(this::jobChanged);
    }

    /// A session on the process's own streams. `SCOPE` lets `list` find `dma:list` first; Gogo takes every session for
    /// one on a terminal, so its colours have to be put out.
    static CommandSession session(CommandProcessor processor) {
        CommandSession session = processor.createSession(new FileInputStream(FileDescriptor.in), Launch.OUT, Launch.ERR);
        session.put("SCOPE", "dma:console:gogo:*");
        session.put("GREP_COLORS", "mt=");
        session.put("LS_COLORS", "ot=");
        return session;
    }

    /// @return whether the line did what it should
    boolean run(CharSequence line) {
        succeeded = true;
        unprinted = null;
        try {
            print(session.execute(line));
            return succeeded;
        } catch (Exception e) {
            launch.complain(e);
            return false;
        }
    }

    void println(CharSequence line) {
        session.getConsole().println(line);
    }

    private void print(Object result) throws Exception {
        if (result != null) {
            println(session.format(result, Converter.INSPECT));
        }
    }

    /// Hears of two things that `execute` keeps to itself: what the statements before the last one return, and that a
    /// command like `grep` sets an error instead of throwing one.
    private void jobChanged(Job job, Status before, Status now) {
        if (job.parent() != null) {
            return; // a part of a statement
        }
        if (before == Status.Created) {
            printEarlier();
        }
        Result result = job.result();
        if (now == Status.Done && result != null) {
            succeeded = result.isSuccess();
            unprinted = ASSIGNMENT.matcher(job.command()).lookingAt() ? null : result.result();
        }
    }

    private void printEarlier() {
        try {
            print(unprinted);
        } catch (Exception e) {
            launch.complain(e);
        }
        unprinted = null;
    }
}
