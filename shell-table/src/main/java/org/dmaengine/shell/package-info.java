/// What shell commands of several bundles have in common. No bundle: each includes a copy (`-conditionalpackage`).
package org.dmaengine.shell;
