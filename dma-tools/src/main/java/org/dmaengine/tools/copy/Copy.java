package org.dmaengine.tools.copy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;
import org.dmaengine.tools.Reason;

/// One file copied through the channel `copy` of the device `shell`, verified, and only then put in place. Whatever goes
/// wrong, an interrupt included, the target is as it was before.
///
/// @param terminal where people watch, null if none do
record Copy(SlaveMap slaveMap, FilePair files, String name, PrintStream terminal) {
    static final String DEVICE = "shell";
    static final String CHANNEL = "copy";

    CopyReport run() throws CommandFailure {
        try (DmaChannel channel = slaveMap.requestChannel(DEVICE, CHANNEL);
             FileChannel source = FileChannel.open(files.source(), StandardOpenOption.READ)) {
            return run(channel, source);
        } catch (InterruptedException | ClosedByInterruptException _) {
            throw new CommandFailure("interrupted; " + asBefore());
        } catch (CommandFailure | DmaException e) {
            throw new CommandFailure(e.getMessage() + "; " + asBefore(), e);
        } catch (IOException e) {
            throw new CommandFailure(Reason.of(e) + "; " + asBefore(), e);
        }
    }

    private CopyReport run(DmaChannel channel, FileChannel source) throws IOException, CommandFailure, InterruptedException {
        long length = source.size();
        if (length == 0 && source.read(ByteBuffer.allocate(1)) > 0) {
            throw new CommandFailure("the source has content but no length, as files of the kernel do: it cannot be mapped");
        }
        try (PartialFile copy = PartialFile.create(files, length);
             FileBlocks sourceBlocks = new FileBlocks(files.source(), source);
             FileBlocks copyBlocks = new FileBlocks(copy.path(), copy.channel())) {
            long begin = System.nanoTime();
            long moved;
            long transfers;
            DataRuns runs = new DataRuns(sourceBlocks);
            try (Progress progress = new Progress(terminal, "copying", length, System::nanoTime);
                 WindowedCopy windows = new WindowedCopy(channel, source, copy.channel(), runs, length,
                         new FreeSpace(files.target().getParent()), progress)) {
                windows.run();
                moved = windows.moved();
                transfers = windows.transfers();
            }
            long copied = System.nanoTime();
            try (Progress progress = new Progress(terminal, "comparing", length, System::nanoTime)) {
                new Verification(sourceBlocks, copyBlocks, length, runs.holes()).run(progress);
            }
            long verified = System.nanoTime();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            copy.commit();
            return new CopyReport(length, length - moved, transfers, copied - begin, verified - copied);
        }
    }

    private String asBefore() {
        return "target " + name + (files.kept() == null ? " was not made" : " is as it was");
    }
}
