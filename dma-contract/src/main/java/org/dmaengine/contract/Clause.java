package org.dmaengine.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The clauses of `docs/contract.md`, or rows of `docs/differences.md`, that a test would see broken.
///
/// ```java
/// @Test
/// @Clause({"ISS-03", "ISS-04"})
/// void shouldNotRestartTheActiveTransferWhenIssuedTwice() { ... }
/// ```
///
/// `docs/contract-coverage.md` is made from these.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Clause {
    /// Identifiers, such as `ST-11`.
    String[] value();
}
