package org.dmaengine.tck.broken;

import java.util.List;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Subject;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.Memory;

/// One driver with one defect.
///
/// @param clause what the kit has to say that it breaks
public record Defect(String clause, Class<? extends ChannelDriver> driver, Subject subject) {
    private static final List<Defect> ALL = List.of(
            new Defect("ST-20", CountsTooMuch.class, new Memory(CountsTooMuch::new)),
            new Defect("ST-22", CountsTooLittle.class, new Memory(CountsTooLittle::new)),
            new Defect("ChannelDriver.step", AnswersMoreThanTheLimit.class, new Memory(AnswersMoreThanTheLimit::new)),
            new Defect("ChannelDriver.step", AnswersLessThanNothing.class, new Memory(AnswersLessThanNothing::new)),
            new Defect("ChannelDriver.stop", CompletesTwice.class, new Memory(CompletesTwice::new)),
            new Defect("SUB-09", CompletesOutOfOrder.class, new Memory(CompletesOutOfOrder::new)),
            new Defect("TRM-16", MovesAfterStop.class, new Memory(MovesAfterStop::new)),
            new Defect("TRM-16", IgnoresStop.class, new Memory(IgnoresStop::new)),
            new Defect("TST-51", WritesPastTheEnd.class, new Memory(WritesPastTheEnd::new)),
            new Defect("TST-51", WritesBeforeTheStart.class, new Memory(WritesBeforeTheStart::new)),
            new Defect("IL-06", OverwritesGaps.class, new Memory(OverwritesGaps::new)),
            new Defect("ChannelDriver.step", WritesItsSource.class, new Memory(WritesItsSource::new)),
            new Defect("REG-30", IgnoresAlignment.class, new Memory(IgnoresAlignment::new)),
            new Defect("CB-02", SwallowsAnError.class, new Memory(SwallowsAnError::new)),
            new Defect("TRM-16", HoldsTheThread.class, new Memory(HoldsTheThread::new)),
            new Defect("MAP-03", KeepsASegmentAfterStop.class, new Memory(KeepsASegmentAfterStop::new)),
            new Defect("ChannelDriver.open", ServesTwoHosts.class, new Memory(ServesTwoHosts::new)),
            new Defect("REQ-23", RefusesASecondHostWrongly.class, new Memory(RefusesASecondHostWrongly::new)),
            new Defect("REQ-34", StaysOpen.class, new Memory(StaysOpen::new)),
            new Defect("TRM-16", WritesWhenItIsClosed.class, new Memory(WritesWhenItIsClosed::new)),
            new Defect("ChannelDriver.capabilities", ChangesItsCapabilities.class, new Memory(ChangesItsCapabilities::new)),
            new Defect("ChannelDriver.capabilities", HangsWhenAsked.class, new Memory(HangsWhenAsked::new)),
            new Defect("ChannelDriver.capabilities", LacksAClass.class, new Memory(LacksAClass::new)),
            new Defect("ChannelDriver.engine", MakesAnEngineEachTime.class, new Memory(MakesAnEngineEachTime::new)),
            new Defect("PREP-28", IgnoresTheFillValue.class, new Memory(IgnoresTheFillValue::new)),
            new Defect("ISS-05", StandsStill.class, new Memory(StandsStill::new)),
            new Defect("CAP-16", LiesAboutFills.class, new Memory(LiesAboutFills::new)),
            new Defect("REG-03", LiesAboutFrames.class, new Memory(LiesAboutFrames::new)),
            new Defect("PREP-34", LiesAboutInterrupts.class, new Memory(LiesAboutInterrupts::new)),
            new Defect("ChannelCapabilities.depth", LiesAboutItsDepth.class, new Memory(LiesAboutItsDepth::new)),
            new Defect("PAU-02", LiesAboutPause.class, new Memory(LiesAboutPause::new)),
            new Defect("RUS-03", LiesAboutReuse.class, new Memory(LiesAboutReuse::new)),
            new Defect("ChannelCapabilities.nativeMemory", LiesAboutHeapMemory.class, new Memory(LiesAboutHeapMemory::new)),
            new Defect("ChannelCapabilities.maxTransferLength", LiesAboutItsLongestTransfer.class,
            new Memory(LiesAboutItsLongestTransfer::new)),
            new Defect("ChannelCapabilities.maxTransferLength", CannotDoItsLongestTransfer.class,
            new Memory(CannotDoItsLongestTransfer::new)),
            new Defect("IL-06", MovesBeyondTheRun.class, new Memory(MovesBeyondTheRun::new)),
            new Defect("ChannelDriver.step", ThrowsAnException.class, new Memory(ThrowsAnException::new)),
            new Defect("ChannelDriver.handOver", ThrowsAnError.class, new Memory(ThrowsAnError::new)),
            new Defect("CB-02", FailsWithoutReason.class, new Memory(FailsWithoutReason::new)),
            new Defect("CFG-11", ChangesOnValidate.class, new Memory(ChangesOnValidate::new)),
            new Defect("CFG-11", ChangesOnCheck.class, new Memory(ChangesOnCheck::new)),
            new Defect("Transfer.moved", BeginsAnew.class, new Memory(BeginsAnew::new)),
            new Defect("ChannelDriver.step", NeedsItsThread.class, new Memory(NeedsItsThread::new)),
            new Defect("ChannelHost.wakeAt", CallsTheHostFromOutside.class, new Memory(CallsTheHostFromOutside::new)),
            new Defect("VD-18", KeepsATransferWhenClosed.class, new Memory(KeepsATransferWhenClosed::new)),
            new Defect("CFG-18", TakesAForeignConfiguration.class, new Memory(TakesAForeignConfiguration::new)),
            new Defect("ChannelDriver.validate", RefusesWithTheWrongException.class, new Memory(RefusesWithTheWrongException::new)),
            new Defect("ST-19", SaysThatBytesStayInFlight.class, new Memory(SaysThatBytesStayInFlight::new)),
            new Defect("PREP-17", ForgetsPartOfAList.class, new Memory(ForgetsPartOfAList::new)),
            new Defect("PAU-02", MovesWhilePaused.class, new Board(MovesWhilePaused::new)),
            new Defect("ST-23", FetchesWhilePaused.class, new Board(FetchesWhilePaused::new)),
            new Defect("ST-23", LosesBytesAtStop.class, new Board(LosesBytesAtStop::new)),
            new Defect("ST-22", GivesUncountedBytes.class, new Board(GivesUncountedBytes::new)),
            new Defect("CYC-02", IsOffByOneInTheRing.class, new Board(IsOffByOneInTheRing::new)),
            new Defect("Transfer.movedInAll", BeginsTheRingAnew.class, new Board(BeginsTheRingAnew::new)),
            new Defect("IL-20", WaitsForAStartAfterEachPass.class, new Board(WaitsForAStartAfterEachPass::new)),
            new Defect("ISS-05", MissesTheRequest.class, new Board(MissesTheRequest::new)),
            new Defect("ChannelHost.wake", LosesARequestDuringAStep.class, new Board(LosesARequestDuringAStep::new)),
            new Defect("ChannelDriver.close", ThrowsAtTheDeviceWhenClosed.class, new Board(ThrowsAtTheDeviceWhenClosed::new)),
            new Defect("META-17", WritesNoMetadata.class, new Board(WritesNoMetadata::new)),
            new Defect("META-17", WritesMetadataTooLate.class, new Board(WritesMetadataTooLate::new)),
            new Defect("META-12", WritesTooMuchMetadata.class, new Board(WritesTooMuchMetadata::new)),
            new Defect("META-16", SendsNoMetadata.class, new Board(SendsNoMetadata::new)),
            new Defect("CB-17", DoesNotEndEarly.class, new Board(DoesNotEndEarly::new)),
            new Defect("ST-25", SwallowsAFailure.class, new Board(SwallowsAFailure::new)),
            new Defect("TransferFault.outcome", BlamesTheOtherSide.class, new Board(BlamesTheOtherSide::new)),
            new Defect("TransferFault.moved", CountsInAFault.class, new Board(CountsInAFault::new)),
            new Defect("ChannelDriver.step", FailsWithAnIOException.class, new Board(FailsWithAnIOException::new)),
            new Defect("CFG-11", UsesTheLastConfiguration.class, new Board(UsesTheLastConfiguration::new)),
            new Defect("PREP-16", IgnoresTheConfiguration.class, new Board(IgnoresTheConfiguration::new)),
            new Defect("ST-20", MovesWordsAhead.class, new Board(MovesWordsAhead::new)),
            new Defect("ChannelHost.wake", ListensTooLate.class, new Board(ListensTooLate::new)),
            new Defect("RUS-07", RemembersStoppedTransfers.class, new Memory(RemembersStoppedTransfers::new)),
            new Defect("REG-30", IgnoresShortSteps.class, new Memory(IgnoresShortSteps::new)),
            new Defect("PREP-03", HoldsALockOverTheHost.class, new Board(HoldsALockOverTheHost::new)));

    /// All of them.
    public static List<Defect> all() {
        return ALL;
    }

    @Override
    public String toString() {
        return driver.getSimpleName() + ", " + clause;
    }
}
