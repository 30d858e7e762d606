package org.dmaengine.tools.demo;

/// The channels of the controllers present, and the names that the board gives them.
final class WhatIsThere implements DemoPart {
    @Override
    public String title() {
        return "What is there: channels of controllers, and names for them";
    }

    @Override
    public void show(Stage stage) throws Exception {
        stage.command("dma:list");
        stage.command("dma:map");
    }
}
