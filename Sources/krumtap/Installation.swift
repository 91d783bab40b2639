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
        let watch = Watch(stores.condition, path: place.path, backups: settings.backup?.folder, logger: logger, startedAt: now())
        let site = try await site(settings, watch, database, stores, secrets, post, now)
        let mails = MailCounts()
        var background: [any Service] = [
            OutboxService(
                stores: stores, composer: post.composer, transport: post.transport, from: settings.mail.from, counts: mails,
                logger: logger, now: now),
            ClockService(stores: stores, watch: watch, logger: logger, now: now),
        ]
        if let backup = settings.backup, let file = database as? SQLiteDatabase {
            background.append(BackupService(database: file, settings: backup, watch: watch, logger: logger, now: now))
        }
        if let address = settings.metrics {
            let page = MetricsPage(
                watch: watch, traffic: site.traffic, mails: mails, statementCount: { database.statementCount }, now: now)
            background.append(MetricsServer(page: page, address: address, logger: logger))
        }
        if place.isLarge, let file = database as? SQLiteDatabase {
            file.writeNothingUnchecked()
            background.append(IntegrityService(database: file, label: place.label, logger: logger))
        }
        return Installation(database: database, stores: stores, secrets: secrets, site: site, services: background)
    }

    func close() throws { try database.close() }

    private static func site(
        _ settings: Settings, _ watch: Watch, _ database: any SQLDatabase, _ stores: Stores, _ secrets: Secrets, _ post: PostOffice,
        _ now: @escaping @Sendable () -> Date
    ) async throws -> Site {
        let services = SiteServices(
            findViewer: { try await stores.sessions.viewer(token: $0, at: now()) },
            findMunicipality: { try await stores.municipality.current() }, contentVersion: { try await database.contentVersion() },
            findCondition: { await watch.condition(at: now()) }, diagnose: Diagnostics.diagnose)
        let rooms = Rooms(
            stores: stores, secrets: secrets, atlas: try await AreaAtlas.load(from: stores.areas),
            accessibilityStatement: settings.accessibilityURL, mailbox: settings.isDemo ? post.mailbox : nil,
            findCondition: { await watch.condition(at: now()) }, now: now)
        return Site(
            settings: settings.siteSettings, services: services, municipality: try await stores.municipality.current(), routes: rooms.add)
    }
}
