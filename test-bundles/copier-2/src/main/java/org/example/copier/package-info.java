/// The second version of a controller that is updated under its clients, and put back to the first.
package org.example.copier;
