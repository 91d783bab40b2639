import HTTPTypes
import Hummingbird

/// Addresses that only take a form. Whoever reloads one, or returns to it from the history, asks for it with GET, and is led to the page
/// the form stood on: the address with its last part left out.
enum Twins {
    static func add(to router: Router<RequestContext>) {
        let routes = router.routes
        let read = Set(routes.filter { $0.method == .get }.map { "\($0.path)" })
        for route in routes where route.method == .post && !read.contains("\(route.path)") {
            router.get(route.path) { _, context in context.redirect(to: context.paths.localized(parent(of: context.path))) }
        }
    }

    /// `/d/7-abc` of `/d/7-abc/besked`. As the address came, so that nothing is decoded and encoded anew.
    static func parent(of path: String) -> String {
        let parent = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        return parent.isEmpty ? "/" : String(parent)
    }
}
