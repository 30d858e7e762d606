// SPDX-License-Identifier: Apache-2.0
// Two controllers without a CSRT, a client of them, and one that only an interpreter could tell.
// Compile: iasl -p dsdt dsdt.asl
DefinitionBlock ("", "DSDT", 2, "DMAENG", "GATE", 1)
{
    Scope (\_SB)
    {
        Device (DMA0)
        {
            Name (_HID, "DMAE0001")
        }

        Device (COPY)
        {
            Name (_HID, "DMAE0101")
            Name (_CRS, ResourceTemplate ()
            {
                FixedDMA (0x21, 0x0)
                FixedDMA (0x22, 0x1)
            })
        }

        Device (RUNS)
        {
            Name (_HID, "DMAE0102")
            Method (_CRS) { Return (ResourceTemplate () { FixedDMA (0x23, 0x2) }) }
        }
    }
}
