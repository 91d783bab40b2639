package import Domain

/// What the site must be told about the installation.
package struct SiteSettings: Sendable {
    /// The address the public uses. Links in mails and the allow-list of hosts come from here, never from a request.
    package let origin: Origin
    /// Further values of `Host`, such as the address a health check on this machine uses.
    package let otherHosts: [String]
    package let isDemo: Bool
    /// `X-Forwarded-For` is believed: only where nothing but the proxy can reach the program.
    package let trustsProxy: Bool
    package let version: String
    /// Where the accessibility statement is published (`was.digst.dk/…`); nil: the site's own page.
    package let accessibilityURL: String?
    /// `mailto:` or `https:` address for RFC 9116's `security.txt`; nil: no such file.
    package let securityContact: String?

    package init(
        origin: Origin, otherHosts: [String] = [], isDemo: Bool = false, trustsProxy: Bool = false, version: String,
        accessibilityURL: String? = nil, securityContact: String? = nil
    ) {
        self.origin = origin
        self.otherHosts = otherHosts
        self.isDemo = isDemo
        self.trustsProxy = trustsProxy
        self.version = version
        self.accessibilityURL = accessibilityURL
        self.securityContact = securityContact
    }
}

/// What the site needs from the stores. Everything may throw; the reader then sees a page that says so.
package struct SiteServices: Sendable {
    /// Who holds a session; nil when it has ended.
    package let findViewer: @Sendable (_ token: String) async throws -> Viewer.Staff?
    package let findMunicipality: @Sendable () async throws -> Municipality
    /// Grows with every change of what is public: `SQLDatabase.contentVersion`.
    package let contentVersion: @Sendable () async throws -> UInt64
    /// How the installation is doing, a few seconds ago at most.
    package let findCondition: @Sendable () async -> Condition
    package let diagnose: @Sendable (any Error) -> Diagnosis

    package init(
        findViewer: @escaping @Sendable (_ token: String) async throws -> Viewer.Staff?,
        findMunicipality: @escaping @Sendable () async throws -> Municipality,
        contentVersion: @escaping @Sendable () async throws -> UInt64, findCondition: @escaping @Sendable () async -> Condition,
        diagnose: @escaping @Sendable (any Error) -> Diagnosis
    ) {
        self.findViewer = findViewer
        self.findMunicipality = findMunicipality
        self.contentVersion = contentVersion
        self.findCondition = findCondition
        self.diagnose = diagnose
    }
}
