package org.dmaengine.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Job.Status;
import org.apache.felix.service.command.Result;

/// Runs lines in a session, prints what they return and says in one line why one failed.
final class LineRunner {
    private final Launch launch;
    private final CommandSession session;
    private volatile boolean succeeded;

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
        try {
            Object result = session.execute(line);
            if (result != null) {
                println(session.format(result, Converter.INSPECT));
            }
            return succeeded;
        } catch (Exception e) {
            launch.complain(e);
            return false;
        }
    }

    void println(CharSequence line) {
        session.getConsole().println(line);
    }

    /// Commands like `grep` do not throw but set an error, which `execute` keeps to itself.
    private void jobChanged(Job job, Status before, Status now) {
        Result result = job.result();
        if (now == Status.Done && job.parent() == null && result != null) {
            succeeded = result.isSuccess();
        }
    }
}
