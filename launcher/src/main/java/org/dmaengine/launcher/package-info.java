/// Embeds the framework, and assembles the distribution that ./dmaengine starts.
package org.dmaengine.launcher;
