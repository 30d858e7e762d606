package org.dmaengine.controller.faults;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// The configuration as consoles show it (Metatype). Values are taken from [FaultSettings], which checks them.
@ObjectClassDefinition(name = "DMA controller: faults",
        description = "The channels of another controller under a name of their own, with faults injected. Each fault has a rate: a number for so many of 1000"
                + " transfers, \"transfer 7\" for that one only, \"every 7\" for each 7th")
@interface FaultConfig {
    @AttributeDefinition(name = "Wraps", description = "Name of the controller whose drivers do the work")
    String wraps();

    @AttributeDefinition(name = "Controller name", description = "Name under which clients find the channels with faults")
    String dma_controller();

    @AttributeDefinition(name = "Seed", description = "What the plan is drawn from: the same seed injects the same faults", required = false)
    long seed() default 1;

    @AttributeDefinition(name = "Delay", description = "Rate of steps that move nothing for a while", required = false)
    String fault_delay() default "";

    @AttributeDefinition(name = "Longest delay", description = "In milliseconds; 0 to delay by a number of steps only", min = "0", required = false)
    long delay_millis() default 10;

    @AttributeDefinition(name = "Spurious wake", description = "Rate of wakes with nothing to do", required = false)
    String fault_spurious_wake() default "";

    @AttributeDefinition(name = "Burst limit", description = "Rate of transfers that are moved in small steps", required = false)
    String fault_burst_limit() default "";

    @AttributeDefinition(name = "Short transfer", description = "Rate of transfers that the device ends early", required = false)
    String fault_short_transfer() default "";

    @AttributeDefinition(name = "Transfer fault", description = "Rate of transfers whose source or destination fails", required = false)
    String fault_transfer_fault() default "";

    @AttributeDefinition(name = "Lost completion", description = "Rate of transfers that stop in the middle without a word", required = false)
    String fault_lost_completion() default "";

    @AttributeDefinition(name = "Duplicate completion", description = "Rate of transfers of which more is reported than was possible", required = false)
    String fault_duplicate_completion() default "";

    @AttributeDefinition(name = "Late completion", description = "Rate of transfers that stop in the middle and deliver when they are paused or stopped",
            required = false)
    String fault_late_completion() default "";

    @AttributeDefinition(name = "Exception", description = "Rate of transfers in a call for which a RuntimeException is thrown", required = false)
    String fault_exception() default "";

    @AttributeDefinition(name = "Error", description = "Rate of transfers in a call for which an Error is thrown", required = false)
    String fault_error() default "";

    @AttributeDefinition(name = "Throws in", description = "The call that throws; one or another if it is left blank", required = false,
            options = {@Option("START"), @Option("STEP"), @Option("PAUSE"), @Option("RESUME"), @Option("STOP")})
    String throws_in() default "";

    @AttributeDefinition(name = "Hang", description = "Rate of transfers of which a step does not return", required = false)
    String fault_hang() default "";

    @AttributeDefinition(name = "Longest hang", description = "In milliseconds", min = "1", required = false)
    long hang_millis() default 10_000;

    @AttributeDefinition(name = "Disappearance", description = "Rate of transfers inside a step of which the controller is taken back", required = false)
    String fault_disappearance() default "";

    @AttributeDefinition(name = "Returns after", description = "Milliseconds after which a channel that has broken, hung or disappeared is offered anew; 0 if it"
            + " stays away until the controller that does the work comes anew", min = "0", required = false)
    long return_millis() default 100;
}
