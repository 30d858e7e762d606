/// The contract as a list of clauses, and what the project's tests make of it.
package org.dmaengine.contract;
