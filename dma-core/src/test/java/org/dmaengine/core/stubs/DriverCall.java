package org.dmaengine.core.stubs;

/// The calls of a driver that a test can plan an answer for.
public enum DriverCall { CHECK, START, STEP, PAUSE, RESUME, STOP, CLOSE }
