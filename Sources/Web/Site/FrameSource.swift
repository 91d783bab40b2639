import Domain
import Synchronization

/// What every page shows, read again when the content has changed. With the database out of reach, the last that was known.
final class FrameSource: Sendable {
    private let settings: SiteSettings
    private let services: SiteServices
    private let latest: Mutex<(version: UInt64?, frame: Frame)>

    init(settings: SiteSettings, services: SiteServices, municipality: Municipality) {
        self.settings = settings
        self.services = services
        let frame = Self.frame(municipality, settings)
        latest = Mutex((nil, frame))
    }

    /// - Parameter version: the content's, from before; nil while the database does not answer.
    func current(_ version: UInt64?) async -> Frame {
        let known = latest.withLock { $0 }
        guard let version, known.version != version, let municipality = try? await services.findMunicipality() else { return known.frame }
        let frame = Self.frame(municipality, settings)
        latest.withLock { if $0.version.map({ $0 < version }) ?? true { $0 = (version, frame) } }
        return frame
    }

    private static func frame(_ municipality: Municipality, _ settings: SiteSettings) -> Frame {
        Frame(municipality: municipality, origin: settings.origin, isDemo: settings.isDemo, version: settings.version)
    }
}
