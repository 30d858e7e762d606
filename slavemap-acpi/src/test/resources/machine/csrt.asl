// SPDX-License-Identifier: Apache-2.0
// The controllers of dsdt.asl: DMA0 has the request lines 0x10 to 0x1f, DMA1 (whose _CRS is a method) 0x20 to 0x27.
// Compile: iasl -p csrt csrt.asl
[0004]  Signature : "CSRT"
[0004]  Table Length : 00000000
[0001]  Revision : 01
[0001]  Checksum : 00
[0006]  Oem ID : "DMAENG"
[0008]  Oem Table ID : "MACHINE"
[0004]  Oem Revision : 00000001
[0004]  Asl Compiler ID : "INTL"
[0004]  Asl Compiler Revision : 20200925

[0004]  Length : 00000040
[0004]  Vendor ID : 45414D44
[0004]  Subvendor ID : 00000000
[0002]  Device ID : 0A01
[0002]  Subdevice ID : 0000
[0002]  Revision : 0002
[0002]  Reserved : 0000
[0004]  Shared Info Length : 0000001C

[0002]  Major Version : 0001
[0002]  Minor Version : 0000
[0004]  MMIO Base Address Low : FE000000
[0004]  MMIO Base Address High : 00000000
[0004]  GSI Interrupt : 00000020
[0001]  Interrupt Polarity : 02
[0001]  Interrupt Mode : 00
[0001]  Num Channels : 08
[0001]  DMA Address Width : 20
[0002]  Base Request Line : 0010
[0002]  Num Handshake Signals : 0010
[0004]  Max Block Size : 00000FFF

[0004]  Length : 0000000C
[0002]  Type : 0003
[0002]  Subtype : 0001
[0004]  UID : 00000007

[0004]  Length : 00000034
[0004]  Vendor ID : 45414D44
[0004]  Subvendor ID : 00000000
[0002]  Device ID : 0A01
[0002]  Subdevice ID : 0000
[0002]  Revision : 0002
[0002]  Reserved : 0000
[0004]  Shared Info Length : 0000001C

[0002]  Major Version : 0001
[0002]  Minor Version : 0000
[0004]  MMIO Base Address Low : FE001000
[0004]  MMIO Base Address High : 00000001
[0004]  GSI Interrupt : 00000021
[0001]  Interrupt Polarity : 02
[0001]  Interrupt Mode : 00
[0001]  Num Channels : 04
[0001]  DMA Address Width : 20
[0002]  Base Request Line : 0020
[0002]  Num Handshake Signals : 0008
[0004]  Max Block Size : 00000FFF
