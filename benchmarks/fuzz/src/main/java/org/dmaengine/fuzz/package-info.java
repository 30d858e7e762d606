/// What Jazzer calls, one class for each reader of foreign files. Each has a planted defect, which says whether a run could have found a real
/// one.
package org.dmaengine.fuzz;
