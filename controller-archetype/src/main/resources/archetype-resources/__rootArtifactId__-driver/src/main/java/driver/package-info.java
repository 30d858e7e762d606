/// A controller of one device. Exports nothing: clients see its channels through the engine.
///
/// [DriverComponent][${package}.driver.DriverComponent] is one controller per configuration, [DriverSettings][${package}.driver.DriverSettings]
/// checks that configuration, [DriverChannel][${package}.driver.DriverChannel] is the driver, [Device][${package}.driver.Device] what it drives.
package ${package}.driver;
