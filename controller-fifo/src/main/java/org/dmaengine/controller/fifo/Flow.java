package org.dmaengine.controller.fifo;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.spi.TransferKind;

/// Moves the bytes of one transfer, a burst at a time. A step looks at the level once:
///
/// ```text
///   no port, level too low ──▶ waits; or the line is idle, or at its end ──▶ ends
///   a request              ──▶ one burst, no further than
///                              level ∧ burst ∧ limit ∧ end of run or period ∧ end of the register window
/// ```
///
/// Used by whoever calls the channel. Steps allocate nothing.
final class Flow {
    /// How often a port is asked for that another controller uses: it cannot say when that one lets go.
    private static final long RETRY_NANOS = 50_000_000;

    private final int maxBurst;
    private final Terms terms = new Terms();
    private final Packing packing = new Packing();
    private final IdleLine idle = new IdleLine();
    private final LossCount losses = new LossCount();
    private final OutPacket packet = new OutPacket();
    private ChannelHost host;
    private Line line;
    private boolean fromDevice;
    // Bytes of a word; 0 until a port has been found that takes it.
    private int width;
    private PortUse fit;
    // Bytes that the step under way has moved, for a fault that comes behind them.
    private long done;

    Flow(int maxBurst) {
        this.maxBurst = maxBurst;
    }

    /// A client takes the channel into use.
    void open(ChannelHost newHost) {
        host = newHost;
    }

    /// The channel has nothing to do with its line any more, nor with the ports there.
    void leavesLine() {
        fit = null;
        losses.forget();
    }

    /// A transfer begins, or goes on where another controller has stopped it.
    void begin(Transfer transfer, Line itsLine) {
        line = itsLine;
        fromDevice = transfer.direction() == Direction.DEV_TO_MEM;
        terms.read(transfer.config(), fromDevice, maxBurst);
        width = 0;
        fit = null;
        packet.none();
        packing.begin(0, 0, false);
        idle.begin(terms.idleNanos);
        if (soFar(transfer) > 0) {
            idle.goesOn(host);
        }
        host.priority(terms.priority);
    }

    /// Bytes up to here, whoever has moved them. Each pass of a repeated transfer is like the first, a ring goes on and on.
    private static long soFar(Transfer transfer) {
        return transfer.kind() == TransferKind.CYCLIC ? transfer.movedInAll() : transfer.moved();
    }

    /// Moves at most one burst; answers the bytes that are moved for good.
    long step(Transfer transfer, long limit) {
        done = 0;
        PortUse port = line.port();
        losses.tell(transfer, port);
        try {
            packet.checkUncut(port, transfer, line.number());
        } catch (IOException e) {
            packet.none(); // the port has dropped it, or does so when the call under way is over
            throw failed(transfer, e, "");
        }
        if (port == null) {
            return waits(transfer, line.noPort);
        }
        if (!port.enter()) {
            return waits(transfer, line.taken);
        }
        try {
            if (!port.connect()) {
                long ended = waits(transfer, line.elsewhere);
                host.wakeAt(host.nanoTime() + RETRY_NANOS);
                return ended;
            }
            if (!fromDevice && port.hasPackets()) {
                packet.resume(port, transfer, line.number());
            }
            if (packet.isOpenBeside(port)) {
                return waits(transfer, line.inPacket);
            }
            if (port != fit) {
                fit(transfer, port);
            }
            return move(transfer, limit, port);
        } catch (IOException e) {
            packet.abandon();
            throw failed(transfer, e, oddBytes(port, e));
        } finally {
            losses.tell(transfer, port);
            port.exit();
        }
    }

    private long waits(Transfer transfer, String reason) {
        if (idle.isOver(host, 0)) {
            return endEarly(transfer);
        }
        host.waitsFor(reason);
        return 0;
    }

    // ---- one burst ----

    private long move(Transfer transfer, long limit, PortUse port) throws IOException {
        int level = port.level(width);
        boolean late = false;
        long wanted = wordsThatMakeARequest(transfer);
        if (level < wanted && !(port.lastWords() && level > 0)) {
            if (level == 0 && port.atEnd()) {
                return end(transfer, port);
            }
            checkDepth(port, wanted);
            if (!idle.isOver(host, level)) {
                host.waitsFor(level == 0 ? line.quiet : line.tooFew);
                return 0;
            }
            if (level == 0) {
                return endEarly(transfer);
            }
            late = true;
        }
        long boundary = toBoundary(transfer);
        long room = Math.min(boundary, limit) - gathered();
        int words = (int) Math.min(Math.min(level, terms.burst), room / width);
        int windowAt = 0;
        if (terms.window > 0) {
            windowAt = (int) ((soFar(transfer) + gathered()) / width % terms.window);
            words = Math.min(words, terms.window - windowAt);
        }
        if (words == 0) {
            return letGo(transfer); // a step shorter than what is held and a word
        }
        long address = terms.address + (long) windowAt * width;
        int moved = burst(transfer, port, address, words, boundary);
        if (late) {
            idle.drained(level - moved);
        } else if (moved > 0) {
            idle.moved(host, level - moved);
        }
        if (port.atEnd()) {
            return end(transfer, port);
        }
        if (moved == 0) {
            host.waitsFor("the port on request line " + line.number() + " said " + level + " words and moved none");
        } else if (done == 0) {
            host.wake(); // an answer of 0 would be the last
        }
        return done;
    }

    /// Fewer than the watermark will do when no more are left in the transfer.
    private long wordsThatMakeARequest(Transfer transfer) {
        if (terms.watermark == 1 || transfer.kind() == TransferKind.CYCLIC) {
            return terms.watermark;
        }
        return Math.min(terms.watermark, (transfer.length() - transfer.moved() - gathered()) / width);
    }

    /// Bytes that the device has given and that have not been counted yet.
    private int gathered() {
        return fromDevice ? packing.held() : 0;
    }

    /// Bytes to the end of the run, or of the period.
    private long toBoundary(Transfer transfer) throws IOException {
        long run = transfer.run();
        if (run % width != 0) {
            throw new IOException("request line " + line.number() + ": " + run + " contiguous bytes are left here, which is no multiple of the"
                    + " port's words of " + width + " bytes; move whole words, or configure the width, so that it is checked at prepare");
        }
        long period = transfer.periodLength();
        return period == 0 ? run : Math.min(run, period - transfer.moved() % period);
    }

    /// The one place where a port moves words, for both directions: what is inlined here is large.
    private int burst(Transfer transfer, PortUse port, long address, int words, long boundary) throws IOException {
        boolean inPackets = !fromDevice && port.hasPackets();
        long ofPacket = inPackets ? OutPacket.left(transfer) : 0;
        if (inPackets) {
            packet.begin(port, transfer);
        }
        MemorySegment memory;
        long offset;
        if (!packing.isOn()) {
            memory = fromDevice ? transfer.destination() : transfer.source();
            offset = fromDevice ? transfer.destinationOffset() : transfer.sourceOffset();
        } else if (fromDevice) {
            memory = packing.room((long) words * width);
            offset = packing.held();
        } else {
            memory = packing.fetch(transfer, (long) words * width, boundary);
            offset = 0;
        }
        int moved = port.burst(address, memory, offset, words, width);
        int bytes = moved * width;
        if (!packing.isOn()) {
            done = bytes;
        } else if (fromDevice) {
            done = packing.arrived(transfer, bytes, packing.held() + bytes == boundary);
        } else {
            done = packing.taken(transfer, bytes);
        }
        if (inPackets && done == ofPacket) {
            packet.end();
        }
        return moved;
    }

    // ---- ends ----

    /// The device has come to an end behind the last word: the transfer's, if the device controls the flow.
    private long end(Transfer transfer, PortUse port) throws IOException {
        if (fromDevice && port.hasPackets()) {
            MemorySegment area = transfer.metadata();
            if (area != null) {
                transfer.metadataLength(port.metadata(area));
            }
        }
        if (terms.deviceEnds) {
            endEarly(transfer);
            packet.end();
        }
        port.passEnd();
        if (done == 0) {
            host.wake(); // what comes behind the end may be there already
        }
        return done;
    }

    private long endEarly(Transfer transfer) {
        transfer.end();
        idle.begin(terms.idleNanos); // a repeated transfer goes on: its next pass waits for a first byte again
        done += letGo(transfer);
        return done;
    }

    /// Bytes held inside are delivered, or given back.
    private long letGo(Transfer transfer) {
        if (fromDevice) {
            return packing.flush(transfer, done);
        }
        packing.giveBack(transfer);
        return 0;
    }

    private TransferFault failed(Transfer transfer, IOException e, String more) {
        String detail = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        long moved = done + letGo(transfer);
        return fromDevice ? TransferFault.read(moved, detail + more, e) : TransferFault.write(moved, detail, e);
    }

    /// A stream may end inside a word.
    private String oddBytes(PortUse port, IOException e) {
        if (!fromDevice || !(e instanceof EOFException) || width <= 1 || !port.offer().takes(1)) {
            return "";
        }
        try {
            int bytes = port.level(1);
            return bytes == 0 ? "" : "; the last " + bytes + " bytes before it fill no word of " + width + " bytes";
        } catch (IOException _) {
            return "";
        }
    }

    // ---- pause, stop ----

    /// Nothing is to be inside; answers bytes moved by that.
    long pause(Transfer transfer) {
        done = 0;
        losses.tell(transfer, line.port());
        return letGo(transfer);
    }

    void resume() {
        idle.resumed(host);
    }

    /// @param toGoOn another controller goes on with the transfer
    long stop(Transfer transfer, boolean toGoOn) {
        if (toGoOn) {
            packet.leave(transfer);
        } else {
            packet.giveUp();
        }
        return pause(transfer);
    }

    // ---- does the port fit? ----

    /// Checks what could not be checked before the port was known.
    private void fit(Transfer transfer, PortUse port) throws IOException {
        PortOffer offer = port.offer();
        if (offer.direction() != transfer.direction()) {
            throw misfit(offer, "moves data " + offer.direction() + ", the transfer " + transfer.direction()
                    + "; a line has one direction: name the line of the other one");
        }
        if (terms.address != 0 && offer.address() != PortOffer.ANY_ADDRESS && offer.address() != terms.address) {
            throw misfit(offer, "is at bus address 0x" + Long.toHexString(offer.address()) + ", the configuration says 0x"
                    + Long.toHexString(terms.address) + "; configure the port's address, or 0 for whatever is on the line");
        }
        if (!fromDevice && transfer.metadataLength() > 0 && !port.hasPackets()) {
            throw misfit(offer, "takes no metadata, since it is no PacketPort, but the transfer has " + transfer.metadataLength()
                    + " bytes of it; leave it out, or send to a packet port");
        }
        if (width == 0) {
            width = terms.width == 0 ? offer.narrowest() : terms.width;
            fitWidth(transfer, offer);
            packing.begin(width, terms.packing, terms.swap);
        } else {
            fitWidth(transfer, offer);
        }
        fit = port;
        idle.portChanged();
    }

    private void fitWidth(Transfer transfer, PortOffer offer) throws IOException {
        if (!offer.takes(width)) {
            throw misfit(offer, "takes words of " + offer.widths().stream().map(BusWidth::bytes).toList() + " bytes, the configuration says "
                    + width + "; configure one of the port's widths, or UNDEFINED for its narrowest");
        }
        if (transfer.length() % width != 0 || transfer.periodLength() % width != 0) {
            throw misfit(offer, "moves words of " + width + " bytes, but the transfer has " + transfer.length() + " bytes"
                    + (transfer.periodLength() == 0 ? "" : " in periods of " + transfer.periodLength()) + "; move whole words");
        }
        if (terms.packing % width != 0) {
            throw misfit(offer, "moves words of " + width + " bytes, which do not fill the configured packing of " + terms.packing
                    + " bytes; choose a multiple, or UNDEFINED for none");
        }
    }

    /// A level above the depth would be waited for without end. Checked when the level is too low, since it always is then: a port may learn
    /// how much it holds only when its device is open.
    private void checkDepth(PortUse port, long wanted) throws IOException {
        int depth = port.depth(width);
        if (wanted > depth) {
            throw misfit(port.offer(), "holds " + depth + " words of " + width + " bytes, the configuration waits for a watermark of "
                    + terms.watermark + "; configure " + depth + " or less");
        }
    }

    private IOException misfit(PortOffer offer, String why) {
        return new IOException("request line " + line.number() + ": " + offer.name() + " " + why);
    }
}
