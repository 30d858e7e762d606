// SPDX-License-Identifier: Apache-2.0

/// Virtual channels, registry, slave map and mapper; exports nothing.
package org.dmaengine.core;
