package import Domain
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore

/// The way of one request: number and log → method, host and cross-site check → files and kept pages → viewer → routes →
/// errors become pages.
///
/// Plain functions in a fixed order and not the router's middleware: they also hold for what no route matches, and the
/// language is taken off the path before the router sees it.
package struct Site: HTTPResponder {
    private let settings: SiteSettings
    private let services: SiteServices
    private let frames: FrameSource
    private let router: RouterResponder<RequestContext>
    private let hostGate: HostGate
    private let crossSiteGate: CrossSiteGate
    private let files: SiteFiles
    private let cache = PageCache()
    package let traffic = Traffic()
    let securityHeaders: SecurityHeaders

    /// `municipality` is the one at the start; it is found again when content changes.
    package init(
        settings: SiteSettings, services: SiteServices, municipality: Municipality, routes: (Router<RequestContext>) -> Void
    ) {
        self.settings = settings
        self.services = services
        frames = FrameSource(settings: settings, services: services, municipality: municipality)
        hostGate = HostGate(origin: settings.origin, others: settings.otherHosts)
        crossSiteGate = CrossSiteGate(origin: settings.origin)
        files = SiteFiles(settings: settings)
        securityHeaders = SecurityHeaders(isSecure: settings.origin.isSecure)
        let router = Router(context: RequestContext.self)
        router.add(middleware: RouterErrors())
        SiteRoutes(settings: settings, services: services).add(to: router)
        routes(router)
        self.router = router.buildResponder()
    }

    package func respond(to request: Request, context connection: Connection) async throws -> Response {
        let log = RequestLog(connection.logger, traffic)
        // What reads also answers HEAD; a page about an error has no other way to know.
        let isHead = request.method == .head
        let arrival = Arrival(request, client: connection.client, trustsProxy: settings.trustsProxy)
        var (response, route) = await answer(request, arrival, log.logger(arrival))
        securityHeaders.add(to: &response.headers)
        response.headers[SecurityHeaders.requestID] = arrival.id
        log.write(arrival, request.method, route: route, response.status)
        return isHead ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, _ arrival: Arrival, _ logger: Logger) async -> (Response, route: String?) {
        do throws(Trouble) {
            try MethodGate.check(request)
            try hostGate.check(request)
            try crossSiteGate.check(request)
        } catch {
            return (ErrorPage(trouble: error, context: await context(arrival, logger, version: nil)).response(), nil)
        }
        if !arrival.isPost, let file = files.find(arrival.path, request) { return (file, arrival.path) }
        // Asked once, before anything is read. Nil when the database does not answer.
        let version = try? await services.contentVersion()
        let shelf = self.shelf(request, arrival, version: version)
        if let shelf, let kept = cache.find(shelf.key, version: shelf.version) {
            return (request.answer(kept.body, kept.fields), kept.route)
        }
        return await route(request, arrival, logger, version, shelf)
    }

    private func route(
        _ request: Request, _ arrival: Arrival, _ logger: Logger, _ version: UInt64?, _ shelf: PageCache.Shelf?
    ) async -> (Response, route: String?) {
        var context = await context(arrival, logger, version: version, shelf: shelf)
        do {
            if let staff = try await staff(arrival) { context = await self.context(arrival, logger, version: version, as: .staff(staff)) }
            let response = try await router.respond(to: request.without(language: arrival), context: context)
            return (shelf == nil ? response : response.unlessKnown(to: request), context.endpointPath)
        } catch is SignInNeeded {
            return (await signIn(request, context), context.endpointPath)
        } catch let found as CPRFound {
            return (CPRPage(found: found, context: context).response(), context.endpointPath)
        } catch {
            return (page(about: error, context), context.endpointPath)
        }
    }

    /// A session that ended while somebody wrote must not take the words along: they are shown, to be sent again.
    private func signIn(_ request: Request, _ context: RequestContext) async -> Response {
        if context.arrival.isPost, context.arrival.kept.fields == nil { _ = try? await FormFields.read(request, context) }
        guard let fields = context.arrival.kept.fields, !fields.all.isEmpty else { return context.redirect(to: context.paths.signIn) }
        return ErrorPage(trouble: .signedOut, context: context).response()
    }

    private func page(about error: any Error, _ context: RequestContext) -> Response {
        let diagnosis = services.diagnose(error)
        let trouble = Trouble(error, isUnavailable: diagnosis.isUnavailable)
        RequestLog.note(trouble, error, diagnosis, context)
        return ErrorPage(trouble: trouble, context: context).response()
    }

    private func staff(_ arrival: Arrival) async throws -> Viewer.Staff? {
        guard let token = arrival.cookies[SiteCookie.session.name(isSecure: settings.origin.isSecure)] else { return nil }
        return try await services.findViewer(token)
    }

    private func context(
        _ arrival: Arrival, _ logger: Logger, version: UInt64?, as viewer: Viewer = .anonymous, shelf: PageCache.Shelf? = nil
    ) async -> RequestContext {
        let frame = await frames.current(version)
        return RequestContext(source: .init(logger: logger, arrival: arrival, viewer: viewer, frame: frame, shelf: shelf))
    }

    /// Where this request's answer may be found or left: only for reading, without a session, and not for addresses nobody will repeat.
    private func shelf(_ request: Request, _ arrival: Arrival, version: UInt64?) -> PageCache.Shelf? {
        guard let version, !arrival.isPost, let target = request.head.path, target.utf8.count <= 256 else { return nil }
        guard arrival.cookies[SiteCookie.session.name(isSecure: settings.origin.isSecure)] == nil else { return nil }
        return PageCache.Shelf(cache: cache, key: target, version: version)
    }

    /// What the server knows of a connection before it is a request to us.
    package struct Connection: Hummingbird.RequestContext {
        package var coreContext: CoreRequestContextStorage
        let client: SocketAddress?

        package init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            client = source.channel.remoteAddress
        }
    }
}

/// Keeps the router from answering its own errors with a bare status.
private struct RouterErrors: RouterMiddleware {
    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            throw Trouble(error, isUnavailable: false)
        }
    }
}

extension Request {
    /// The same request as the router knows it: in no language, and read instead of asked about.
    fileprivate func without(language arrival: Arrival) -> Request {
        var head = head
        head.path = arrival.query.isEmpty ? arrival.path : "\(arrival.path)?\(arrival.query)"
        if head.method == .head { head.method = .get }
        return Request(head: head, body: body)
    }
}

extension Response {
    /// 304 when the client has this very answer.
    fileprivate func unlessKnown(to request: Request) -> Response {
        guard status == .ok, headers[.eTag] != nil else { return self }
        let answer = request.answer(ByteBuffer(), headers)
        return answer.status == .ok ? self : answer
    }
}
