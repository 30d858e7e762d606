// SPDX-License-Identifier: Apache-2.0

/// Embeds the framework, and assembles the distribution that ./dmaengine starts.
package org.dmaengine.launcher;
