/// What every driver has to do, as cases that are grouped by theme; [Kit][org.dmaengine.tck.cases.Kit] lists them all.
package org.dmaengine.tck.cases;
