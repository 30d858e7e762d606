// SPDX-License-Identifier: Apache-2.0
// A made-up machine: two DMA controllers, clients of every kind, and what only an interpreter could tell.
// Compile: iasl -p dsdt dsdt.asl
DefinitionBlock ("", "DSDT", 2, "DMAENG", "MACHINE", 1)
{
    External (\_SB.HIDE, MethodObj)

    OperationRegion (GNVS, SystemMemory, 0x7F000000, 0x10)
    Field (GNVS, AnyAcc, NoLock, Preserve) { MODE, 8 }
    Mutex (MTX0, 0)
    Event (DONE)

    Scope (\_SB)
    {
        Device (DMA0)
        {
            Name (_HID, "DMAE0001")
            Name (_UID, 1)
            Name (_CRS, ResourceTemplate ()
            {
                Memory32Fixed (ReadWrite, 0xFE000000, 0x1000)
                Interrupt (ResourceConsumer, Level, ActiveLow, Exclusive) { 32 }
            })
        }

        Device (DMA1)
        {
            Name (_HID, "DMAE0001")
            Name (_UID, "two")
            Method (_CRS) { Return (ResourceTemplate () { Memory32Fixed (ReadWrite, 0xFE001000, 0x1000) }) }
        }

        Device (UA00)
        {
            Name (_HID, EisaId ("PNP0501"))
            Name (_CID, Package () { "DMAE0101", EisaId ("PNP0500") })
            Name (_UID, Zero)
            Name (_STA, 0x0F)
            Name (_CRS, ResourceTemplate ()
            {
                Memory32Fixed (ReadWrite, 0xFE010000, 0x1000)
                Interrupt (ResourceConsumer, Level, ActiveLow, Exclusive) { 40 }
                FixedDMA (0x10, 0x0, Width32bit)
                FixedDMA (0x11, 0x1, Width8bit)
            })
        }

        Device (SPI0)
        {
            Name (_ADR, 0x00150000)
            Name (_DSD, Package ()
            {
                ToUUID ("daffd814-6eba-4d8c-8a91-bc9bbf4aa301"),
                Package ()
                {
                    Package () { "clock-frequency", 1000000 },
                    Package () { "dma-names", Package () { "rx", "tx", "aux" } }
                }
            })
            Name (_CRS, ResourceTemplate ()
            {
                FixedDMA (0x12, 0x2)
                FixedDMA (0x23, 0x3, Width64Bit)
            })
        }

        // Of no controller's range.
        Device (LONE)
        {
            Name (_HID, "DMAE0102")
            Name (_CRS, ResourceTemplate () { FixedDMA (0x80, 0x7) })
        }

        Device (GONE)
        {
            Name (_HID, "DMAE0103")
            Name (_STA, 0)
            Device (LEAF)
            {
                Name (_ADR, 1)
                Name (_CRS, ResourceTemplate () { FixedDMA (0x10, 0x0) })
            }
        }

        // What follows needs an interpreter.
        Device (RUNS)
        {
            Name (_HID, "DMAE0104")
            Method (_CRS) { Return (ResourceTemplate () { FixedDMA (0x10, 0x0) }) }
        }

        Device (SIZE)
        {
            Name (_HID, "DMAE0105")
            Method (_STA) { Return (0x0F) }
            Name (_CRS, ResourceTemplate () { FixedDMA (0x13, 0x0) })
        }

        If (LEqual (MODE, 1))
        {
            Device (WHEN)
            {
                Name (_HID, "DMAE0106")
                Name (_CRS, ResourceTemplate () { FixedDMA (0x14, 0x0) })
            }
        }

        Device (MAYB)
        {
            Name (_HID, "DMAE0107")
            Name (_PRS, ResourceTemplate () { FixedDMA (0x15, 0x0) })
        }

        // A call, and what follows it.
        Scope (\_SB.DMA1)
        {
            \_SB.HIDE ()
            Device (LOST)
            {
                Name (_ADR, 1)
            }
        }
    }
}
