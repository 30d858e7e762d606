/// The first version of a controller that is updated under its clients.
package org.example.copier;
