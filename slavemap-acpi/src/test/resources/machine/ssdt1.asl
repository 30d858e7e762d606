// SPDX-License-Identifier: Apache-2.0
// What is plugged into the machine of dsdt.asl.
// Compile: iasl -p ssdt1 ssdt1.asl
DefinitionBlock ("", "SSDT", 2, "DMAENG", "PLUGGED", 1)
{
    External (\_SB.SPI0, DeviceObj)

    Scope (\_SB.SPI0)
    {
        Device (CARD)
        {
            Name (_HID, "DMAE0201")
            Name (_CRS, ResourceTemplate () { FixedDMA (0x20, 0x0, Width16bit) })
        }
    }
}
