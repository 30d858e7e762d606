// SPDX-License-Identifier: Apache-2.0

/// One small client per idea; each is also a test fixture.
package org.dmaengine.examples;
