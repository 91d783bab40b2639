import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Ends what Hummingbird 2.28.1 would let go on for ever: slow bodies (its idle timeout begins again with each byte) and
/// bodies nobody wants any more (it reads them to the end before the next request).
///
/// Stands between the HTTP codec and Hummingbird's own handlers; used on one connection's event loop only.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// After an answer, so much more of its request is read and for so long, so that the client gets to see the answer.
    static let maximumExcess = 1 << 20
    static let linger: TimeAmount = .seconds(2)
    static let quiesce: TimeAmount = .seconds(4)
    /// A connection that was just accepted when the server is asked to stop: its request is on its way.
    static let opening: TimeAmount = .seconds(1)
    /// Longer than `UploadForm.maximumDuration`, which says so on a page.
    static let uploadDuration: TimeAmount = .seconds(620)

    private let securityHeaders: SecurityHeaders
    private let requestDuration: TimeAmount
    private var deadline: Scheduled<Void>?
    private var requestCount = 0
    private var answerCount = 0
    private var isReading = false
    private var isClosing = false
    private var isQuiescing = false
    private var excess = 0

    init(securityHeaders: SecurityHeaders, requestDuration: TimeAmount) {
        self.securityHeaders = securityHeaders
        self.requestDuration = requestDuration
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
        try? pipeline.addHandler(AbsoluteTarget(), position: .before(codec))
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            requestCount += 1
            isReading = true
            excess = 0
            // A telephone with one bar needs minutes for a picture; how slow is too slow, the form's reader says.
            let hasFiles = head.method == .post && UploadForm.isMultipart(head.headerFields[.contentType])
            close(after: isQuiescing ? Self.quiesce : hasFiles ? Self.uploadDuration : requestDuration, context)
            if isQuiescing { return readLast(data, context) }
        case .body(let bytes):
            if answerCount >= requestCount { excess += bytes.readableBytes }
            guard excess <= Self.maximumExcess else { return context.close(promise: nil) }
        case .end:
            isReading = false
            deadline?.cancel()
            if isClosing { return context.close(promise: nil) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.kind != .informational:
            if head.headerFields[.connection] == "close" { isClosing = true }
            // What Hummingbird answers itself, for requests that could not be parsed, has not been through `Site`.
            securityHeaders.add(to: &head.headerFields)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            answerCount += 1
            isClosing ? context.writeAndFlush(data, promise: promise) : context.write(data, promise: promise)
            let isUnread = isReading && answerCount >= requestCount
            if isClosing { context.close(mode: isUnread ? .output : .all, promise: nil) }
            if isUnread { close(after: Self.linger, context) }
        default: context.write(data, promise: promise)
        }
    }

    /// The server is asked to stop: what is still arriving has a little while, what has arrived is answered in any case.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            if isReading { close(after: Self.quiesce, context) }
            if requestCount == 0 {
                isQuiescing = true
                return close(after: Self.opening, context)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The only request of a connection that came while the server was asked to stop; it is answered, and then no more.
    private func readLast(_ head: NIOAny, _ context: ChannelHandlerContext) {
        isQuiescing = false
        context.fireChannelRead(head)
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    private func close(after time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}

/// Makes the host of `GET http://host/path` the request's `Host`, as RFC 9112 § 3.2.2 demands, so that the host gate sees it.
private final class AbsoluteTarget: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), !head.uri.hasPrefix("/"), head.headers["Host"].count == 1,
            let scheme = head.uri.firstRange(of: "://")
        else { return context.fireChannelRead(data) }
        let authority = head.uri[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        head.headers.replaceOrAdd(name: "Host", value: String(authority))
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
