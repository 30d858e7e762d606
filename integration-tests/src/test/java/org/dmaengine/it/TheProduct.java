package org.dmaengine.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.dmaengine.testing.InOsgi;

/// Tests in a container with every bundle that `./dmaengine` runs, without a board.
///
/// The shell's bundle is resolved only: started, it would take this process's terminal. The console is started, and
/// waits for a launcher that does not come.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@InOsgi(bndrun = "../launcher/dmaengine.bndrun", unstarted = "org.apache.felix.gogo.jline")
@interface TheProduct {
}
