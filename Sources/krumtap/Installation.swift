import Foundation
import Logging
import SQLEngine
import ServiceLifecycle
import Storage
import Web

/// An open database with everything that runs on it.
struct Installation: Sendable {
    let database: any SQLDatabase
    let stores: Stores
    let secrets: Secrets
    let site: Site
    /// What goes on behind the web server.
    let services: [any Service]

    /// Opens the database, which must be up to date; a file that is not there yet is made.
    static func open(_ settings: Settings, logger: Logger) async throws -> Installation {
        let place = settings.database.place(connections: settings.databaseConnections)
        let database = try await place.open()
        let secrets = try await Secrets.load(from: database)
        let stores = Stores(database, secrets)
        if place.path != nil, SQLiteVersion.hasWALResetBug {
            logger.notice(
                "SQLite \(SQLiteVersion.text) has the WAL-reset bug: never open the file with another program while this one runs")
        }
        let post = try PostOffice(settings, secrets)
        let now: @Sendable () -> Date = { Date() }
        let site = try await site(settings, place.path, database, stores, secrets, post, now)
        var background: [any Service] = [
            OutboxService(
                stores: stores, composer: post.composer, transport: post.transport, from: settings.mail.from, logger: logger, now: now),
            ClockService(stores: stores, logger: logger, now: now),
        ]
        if let backup = settings.backup, let file = database as? SQLiteDatabase {
            background.append(BackupService(database: file, settings: backup, logger: logger, now: now))
        }
        if place.isLarge { background.append(IntegrityService(database: database, label: place.label, logger: logger)) }
        return Installation(database: database, stores: stores, secrets: secrets, site: site, services: background)
    }

    func close() throws { try database.close() }

    private static func site(
        _ settings: Settings, _ path: String?, _ database: any SQLDatabase, _ stores: Stores, _ secrets: Secrets, _ post: PostOffice,
        _ now: @escaping @Sendable () -> Date
    ) async throws -> Site {
        let readiness = Readiness(stores, path: path)
        let services = SiteServices(
            findViewer: { try await stores.sessions.viewer(token: $0, at: now()) },
            findMunicipality: { try await stores.municipality.current() }, contentVersion: { try await database.contentVersion() },
            checkReady: { try await readiness.check(at: now()) }, diagnose: Diagnostics.diagnose)
        let rooms = Rooms(
            stores: stores, secrets: secrets, atlas: try await AreaAtlas.load(from: stores.areas),
            accessibilityStatement: settings.accessibilityURL, mailbox: settings.isDemo ? post.mailbox : nil, now: now)
        return Site(
            settings: settings.siteSettings, services: services, municipality: try await stores.municipality.current(), routes: rooms.add)
    }
}
