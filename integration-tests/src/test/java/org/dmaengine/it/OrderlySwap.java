package org.dmaengine.it;

/// The ways in which a controller leaves in order and another one takes its place.
enum OrderlySwap {
    RESTART {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.stop();
            controller.start();
        }
    },
    REINSTALL {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.reinstall();
        }
    },
    UPDATE {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.update();
        }
    },
    UPDATE_TO_ANOTHER_VERSION {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.updateTo("0.1.1");
        }
    },
    REFRESH {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.refresh();
        }
    },
    CONFIGURATION_CHANGED {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.changeHard();
        }
    },
    CONFIGURATION_MADE_AGAIN {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.makeAgain();
        }
    },
    OVERTAKEN {
        @Override
        void of(ReplacedController controller) throws Exception {
            controller.overtake();
        }
    };

    /// Does it once. When this returns, the former channels may still be leaving and the next ones still be on their way.
    abstract void of(ReplacedController controller) throws Exception;
}
