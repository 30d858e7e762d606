// SPDX-License-Identifier: Apache-2.0
// What is plugged into the machine of dsdt.asl.
// Compile: iasl -p ssdt1 ssdt1.asl
DefinitionBlock ("", "SSDT", 2, "DMAENG", "PLUGGED", 1)
{
    Scope (\_SB)
    {
        Device (PLUG)
        {
            Name (_HID, "DMAE0201")
            Name (_CRS, ResourceTemplate () { FixedDMA (0x24, 0x3) })
        }
    }
}
