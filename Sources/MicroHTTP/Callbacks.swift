import CMicroHTTPD
import HTTPMessages

// What the library calls, on the loop thread of its daemon. An exchange is retained from its request line to
// `requestCompleted`, a connection from its opening to its closing.

private func listener(_ context: UnsafeMutableRawPointer?) -> Listener? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
}

private func connection(of handle: OpaquePointer) -> Connection? {
    guard let context = unsafe microhttp_socket_context(handle) else { return nil }
    return unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
}

/// A connection was opened or closed.
func connectionChanged(
    context: UnsafeMutableRawPointer?, handle: OpaquePointer?, slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    change: MHD_ConnectionNotificationCode
) {
    guard let handle = unsafe handle, let slot = unsafe slot, let listener = unsafe listener(context) else { return }
    if change == .CONNECTION_NOTIFY_STARTED {
        let connection = unsafe listener.loop.opened(handle, on: listener)
        unsafe slot.pointee = Unmanaged.passRetained(connection).toOpaque()
    } else if let opened = unsafe slot.pointee {
        unsafe listener.loop.closed(Unmanaged<Connection>.fromOpaque(opened).takeRetainedValue())
        unsafe slot.pointee = nil
    }
}

/// A request line came; what is returned is the request's context in all later calls.
func targetReceived(
    context: UnsafeMutableRawPointer?, target: UnsafePointer<CChar>?, handle: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let handle = unsafe handle, let connection = unsafe connection(of: handle) else { return nil }
    let exchange = unsafe connection.listener.loop.exchange(on: connection, handle: handle, target: target)
    exchange.ownFields = unsafe Int(microhttp_keep_whole(handle, target))
    if connection.receptionPlan?.reception.continuation == .never {
        exchange.ownFields += unsafe Int(microhttp_withhold_continue(handle))
    }
    return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

/// The library refuses a request by itself.
func requestRefused(context: UnsafeMutableRawPointer?, status: UInt32) {
    guard let listener = unsafe listener(context) else { return }
    listener.loop.refusedByLibrary(with: Int(status), on: listener)
}

/// Called when the head is complete, for each piece of the body, when the body is complete, and after each resume.
func requestShown(
    context: UnsafeMutableRawPointer?, handle: OpaquePointer?, path: UnsafePointer<CChar>?,
    method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, piece: UnsafePointer<CChar>?,
    size: UnsafeMutablePointer<Int>?, slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let opaque = unsafe slot?.pointee, let method = unsafe method, let version = unsafe version,
        let size = unsafe size
    else { return .NO }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(opaque).takeUnretainedValue()
    let bytes = unsafe UnsafeRawBufferPointer(start: piece, count: piece == nil ? 0 : size.pointee)
    unsafe size.pointee = 0
    return unsafe exchange.shown(method: method, version: version, piece: bytes) ? .YES : .NO
}

/// The request is over, answered or not.
func requestCompleted(
    context: UnsafeMutableRawPointer?, handle: OpaquePointer?,
    slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, reason: MHD_RequestTerminationCode
) {
    guard let opaque = unsafe slot?.pointee else { return }
    unsafe slot?.pointee = nil
    unsafe Unmanaged<Exchange>.fromOpaque(opaque).takeRetainedValue().completed(reason)
}

/// Asks for the next bytes of a body that is made while it is sent.
func contentWanted(
    context: UnsafeMutableRawPointer?, position: UInt64, buffer: UnsafeMutablePointer<CChar>?, capacity: Int
) -> Int {
    guard let context = unsafe context, let buffer = unsafe buffer else { return -2 }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
    return unsafe exchange.fill(UnsafeMutableRawBufferPointer(start: buffer, count: capacity))
}
