/// One small client per idea; each is also a test fixture.
package org.dmaengine.examples;
