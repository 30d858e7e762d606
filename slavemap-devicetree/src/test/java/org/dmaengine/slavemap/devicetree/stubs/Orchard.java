package org.dmaengine.slavemap.devicetree.stubs;

/// The nodes of `boards/orchard.dts`.
public final class Orchard {
    public static final String APPLE = "/soc/dma-controller@1000";
    public static final String PEAR = "/soc/dma-controller@2000";
    public static final String PLUM_0 = "/soc/dma-controller@3000";
    public static final String PLUM_1 = "/soc/dma-controller@4000";
    public static final String HEDGE = "/soc/dma-router@6000";
    public static final String SERIAL = "/soc/serial@a000";
    public static final String SPI = "/soc/spi@b000";
    public static final String I2C = "/soc/i2c@c000";
    public static final String MMC = "/soc/mmc@d000";
    public static final String DISPLAY = "/soc/display@e000";
    public static final String CAN = "/soc/can@f000";
    public static final String ANNEX = "/soc/annex/serial@10000";

    private Orchard() {
    }
}
