// SPDX-License-Identifier: Apache-2.0

/// A controller whose channels copy and fill memory.
package org.dmaengine.controller.memcpy;
