import Foundation

/// Whether the tests may take long: then properties are tried at more points and places.
let isSlowRun = ProcessInfo.processInfo.environment["SLOW_TESTS"] != nil
