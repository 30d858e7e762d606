package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.MetadataMode;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of misuse of metadata (META-04 to META-13): who calls what when, and what comes of it.
class MetadataMisuseTest {
    private static final int HEADER = 4;
    private static final int MAXIMUM = 16;

    /// A call that touches the metadata of a descriptor.
    private enum Call {
        ATTACH(MetadataMode.CLIENT) {
            @Override
            void on(DmaDescriptor descriptor) {
                descriptor.attachMetadata(bytes(HEADER));
            }
        },
        AREA(MetadataMode.ENGINE) {
            @Override
            void on(DmaDescriptor descriptor) {
                descriptor.metadata();
            }
        },
        LENGTH(MetadataMode.ENGINE) {
            @Override
            void on(DmaDescriptor descriptor) {
                descriptor.metadataLength(HEADER);
            }
        };

        private final MetadataMode mode;

        Call(MetadataMode mode) {
            this.mode = mode;
        }

        abstract void on(DmaDescriptor descriptor);
    }

    /// Two calls of different modes.
    private record Mix(Call first, Call second) {
        static Stream<Mix> all() {
            return Stream.of(Call.values()).flatMap(first -> Stream.of(Call.values()).filter(second -> second.mode != first.mode)
                    .map(second -> new Mix(first, second)));
        }
    }

    @AutoClose
    private final Bench both = bench(MetadataMode.CLIENT, MetadataMode.ENGINE);
    @AutoClose
    private final Bench client = bench(MetadataMode.CLIENT);
    @AutoClose
    private final Bench engine = bench(MetadataMode.ENGINE);
    @AutoClose
    private final Bench none = Bench.of(ChannelCapabilities.of(Capability.MEMCPY));

    private static Bench bench(MetadataMode first, MetadataMode... more) {
        return Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true).metadata(HEADER, MAXIMUM, first, more));
    }

    private static DmaDescriptor prepare(Bench on) {
        return on.channel.prepareMemcpy(on.zeroes(8), 0, on.pattern(8), 0, 8, TransferFlag.INTERRUPT);
    }

    private static MemorySegment bytes(int count) {
        return MemorySegment.ofArray(new byte[count]);
    }

    private static void assertSaid(RuntimeException refusal, Object... parts) {
        for (Object part : parts) {
            assertTrue(refusal.getMessage().contains(part.toString()), () -> "\"" + part + "\" is missing in: " + refusal.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("org.dmaengine.core.channel.MetadataMisuseTest$Mix#all")
    @Clause({"META-03", "META-07", "ERR-12"})
    void shouldRefuseToMixModes(Mix mix) {
        DmaDescriptor descriptor = prepare(both);
        mix.first().on(descriptor);
        assertSaid(assertThrows(IllegalStateException.class, () -> mix.second().on(descriptor)), mix.first().mode, mix.second().mode);
        mix.first().on(descriptor);
    }

    @ParameterizedTest
    @MethodSource("org.dmaengine.core.channel.MetadataMisuseTest$Mix#all")
    @Clause("META-03")
    void shouldLookAtTheModeInUseBeforeWhatTheChannelCanDo(Mix mix) {
        DmaDescriptor descriptor = prepare(mix.first().mode == MetadataMode.CLIENT ? client : engine);
        mix.first().on(descriptor);
        assertThrows(IllegalStateException.class, () -> mix.second().on(descriptor));
    }

    @ParameterizedTest
    @MethodSource("org.dmaengine.core.channel.MetadataMisuseTest$Mix#all")
    @Clause({"META-01", "META-06", "ERR-12"})
    void shouldRefuseAModeThatIsNotStatedAndLatchNothing(Mix mix) {
        DmaDescriptor descriptor = prepare(mix.first().mode == MetadataMode.CLIENT ? client : engine);
        assertSaid(assertThrows(DmaException.Rejected.class, () -> mix.second().on(descriptor)), "dma0chan0", mix.second().mode,
                mix.first().mode);
        mix.first().on(descriptor);
        DmaDescriptor without = prepare(none);
        assertSaid(assertThrows(DmaException.Rejected.class, () -> mix.first().on(without)), mix.first().mode, "none");
    }

    @Test
    @Clause("META-10")
    void shouldRefuseMetadataThatIsNoneOrTooLong() {
        DmaDescriptor descriptor = prepare(both);
        assertSaid(assertThrows(IllegalArgumentException.class, () -> descriptor.attachMetadata(null)), "dma0chan0", "null");
        assertSaid(assertThrows(DmaException.Rejected.class, () -> descriptor.attachMetadata(bytes(MAXIMUM + 1))), 17, "4 to 16");
        descriptor.metadata(); // nothing was latched
        prepare(both).attachMetadata(bytes(MAXIMUM));
    }

    @Test
    @Clause("META-11")
    void shouldRefuseMetadataThatIsShorterThanTheHeader() {
        DmaDescriptor descriptor = prepare(both);
        for (int length = 0; length < HEADER; length++) {
            MemorySegment shorter = bytes(length);
            assertSaid(assertThrows(DmaException.Rejected.class, () -> descriptor.attachMetadata(shorter)), "bytes " + length, "header");
        }
        descriptor.attachMetadata(bytes(HEADER));
    }

    @Test
    @Clause("META-12")
    void shouldRefuseALengthOutsideHeaderAndMaximum() {
        DmaDescriptor descriptor = prepare(both);
        for (long length : new long[] {-1, 0, HEADER - 1, MAXIMUM + 1, Long.MAX_VALUE}) {
            assertSaid(assertThrows(DmaException.Rejected.class, () -> descriptor.metadataLength(length)), length, "4 to 16");
        }
        descriptor.attachMetadata(bytes(HEADER)); // nothing was latched
        DmaDescriptor other = prepare(both);
        other.metadataLength(HEADER).metadataLength(MAXIMUM);
        assertEquals(MAXIMUM, other.metadataLength());
    }

    @Test
    @Clause({"META-22", "META-07"})
    void shouldKeepItsModeWhenItIsUsedAgain() {
        DmaDescriptor descriptor = prepare(both).reusable(true).attachMetadata(bytes(HEADER));
        descriptor.submit();
        both.issueAndMove(8);
        assertThrows(IllegalStateException.class, descriptor::metadata);
        descriptor.attachMetadata(bytes(HEADER)).submit();
        both.issueAndMove(8);
        assertEquals(2, both.channel.status(2).last());
    }

    @Test
    @Clause({"META-23", "DIFF-07"})
    void shouldRefuseEveryCallAfterSubmit() {
        for (Bench bench : List.of(client, engine)) {
            DmaDescriptor descriptor = prepare(bench);
            descriptor.submit();
            for (Executable call : List.<Executable>of(() -> descriptor.attachMetadata(bytes(HEADER)), descriptor::metadata,
                    () -> descriptor.metadataLength(HEADER), descriptor::metadataLength)) {
                assertSaid(assertThrows(IllegalStateException.class, call), "submitted");
            }
        }
    }

    @Test
    @Clause("DIFF-07")
    void shouldRefuseToChangeMetadataInsideTheCallback() {
        DmaDescriptor descriptor = prepare(both);
        descriptor.onComplete(result -> {
            descriptor.metadata();
            assertThrows(IllegalStateException.class, () -> descriptor.metadataLength(HEADER));
            assertThrows(IllegalStateException.class, () -> descriptor.attachMetadata(bytes(HEADER)));
        });
        descriptor.submit();
        both.issueAndMove(8);
        both.deliver();
        assertEquals(List.of(), both.log.lines(), "the callback threw nothing");
    }

    @Test
    void shouldLatchNoModeByAnAttachThatIsRefused() {
        MemorySegment closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena.allocate(HEADER);
        }
        MemorySegment confined = Client.calls("owner", () -> Arena.ofConfined().allocate(HEADER)).answer();
        DmaDescriptor descriptor = prepare(both);
        assertTrue(refused(descriptor, closed).contains("closed"));
        assertTrue(refused(descriptor, confined).contains("confined to another thread"));
        assertEquals(HEADER, descriptor.metadataLength(HEADER).metadataLength());
    }

    private static String refused(DmaDescriptor descriptor, MemorySegment data) {
        return assertThrows(IllegalArgumentException.class, () -> descriptor.attachMetadata(data)).getMessage();
    }
}
