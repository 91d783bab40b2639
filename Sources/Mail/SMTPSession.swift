import CCurl
import Foundation

/// One libcurl handle and the connection it keeps. Blocks; used by one thread at a time.
final class SMTPSession {
    private let handle: UnsafeMutableRawPointer
    private static let start = krumtap_curl_global_init()

    init() throws(DeliveryFailure) {
        guard Self.start == CURLE_OK, let handle = curl_easy_init() else {
            throw DeliveryFailure(kind: .unreachable, reason: "the mail library could not be started")
        }
        self.handle = handle
    }

    /// Says QUIT to a server that still listens.
    deinit { curl_easy_cleanup(handle) }

    func send(_ message: Data, from: String, to: String, through server: SMTPServer) throws(DeliveryFailure) {
        let recipients = curl_slist_append(nil, to)
        defer { curl_slist_free_all(recipients) }
        let exchange = SMTPExchange(message, deadline: .now + server.totalTimeout + .seconds(1))
        // Keeps the connection and forgets the options, which point to what is gone then.
        defer { curl_easy_reset(handle) }
        try set(server)
        try check(krumtap_curl_set_text(handle, CURLOPT_MAIL_FROM, from))
        try check(krumtap_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        try check(krumtap_curl_set_long(handle, CURLOPT_UPLOAD, 1))
        try check(krumtap_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count)))
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        try check(krumtap_curl_set_callback(handle, CURLOPT_READFUNCTION, SMTPExchange.read))
        try check(krumtap_curl_set_context(handle, CURLOPT_READDATA, context))
        try check(krumtap_curl_set_callback(handle, CURLOPT_HEADERFUNCTION, SMTPExchange.hear))
        try check(krumtap_curl_set_context(handle, CURLOPT_HEADERDATA, context))
        // A server that does not answer our QUIT would hold libcurl for two minutes: this ends that within the transfer …
        try check(krumtap_curl_set_progress(handle, SMTPExchange.isLate))
        try check(krumtap_curl_set_context(handle, CURLOPT_XFERINFODATA, context))
        try check(krumtap_curl_set_long(handle, CURLOPT_NOPROGRESS, 0))
        let result = withExtendedLifetime(exchange) { curl_easy_perform(handle) }
        guard result != CURLE_OK else { return }
        // … and this after it, where libcurl kept the connection in spite of the failure.
        let socket = krumtap_curl_get_socket(handle)
        if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
        var answer = 0
        krumtap_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &answer)
        throw SMTPFault(result: result, answer: answer, status: exchange.status(of: answer), wasSending: exchange.hasBegun).failure
    }

    private func set(_ server: SMTPServer) throws(DeliveryFailure) {
        // Without it libcurl uses signals for its time limits, and a signal belongs to no thread.
        try check(krumtap_curl_set_long(handle, CURLOPT_NOSIGNAL, 1))
        try check(krumtap_curl_set_text(handle, CURLOPT_URL, server.url))
        // Mail goes straight to the server that was named, whatever ALL_PROXY says.
        try check(krumtap_curl_set_text(handle, CURLOPT_PROXY, ""))
        try check(krumtap_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, server.connectTimeout.milliseconds))
        try check(krumtap_curl_set_long(handle, CURLOPT_TIMEOUT_MS, server.totalTimeout.milliseconds))
        // Servers close an idle connection after five minutes (RFC 5321, 4.5.3.2.7), many sooner.
        try check(krumtap_curl_set_long(handle, CURLOPT_MAXAGE_CONN, 30))
        try check(krumtap_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1))
        try check(krumtap_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2))
        try check(krumtap_curl_set_long(handle, CURLOPT_SSLVERSION, CLong(CURL_SSLVERSION_TLSv1_2)))
        // ALL: a server that does not offer STARTTLS, or somebody on the way who took the offer out, gets no mail.
        let usage = server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        try check(krumtap_curl_set_long(handle, CURLOPT_USE_SSL, CLong(usage.rawValue)))
        if let authorities = server.authorities {
            try check(krumtap_curl_set_text(handle, CURLOPT_CAINFO, authorities))
            try check(krumtap_curl_set_text(handle, CURLOPT_CAPATH, nil))
        }
        if let login = server.login {
            try check(krumtap_curl_set_text(handle, CURLOPT_USERNAME, login.user))
            try check(krumtap_curl_set_text(handle, CURLOPT_PASSWORD, login.password))
        }
    }

    private func check(_ result: CURLcode) throws(DeliveryFailure) {
        guard result == CURLE_OK else { throw SMTPFault(result: result, answer: 0, status: nil, wasSending: false).failure }
    }
}

extension Duration {
    /// Whole milliseconds, at least one: to libcurl, 0 means for ever.
    fileprivate var milliseconds: CLong { max(1, CLong(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)) }
}

/// What libcurl takes from and tells us during one mail.
private final class SMTPExchange {
    private let message: Data
    private var sent = 0
    private(set) var hasBegun = false
    private let deadline: ContinuousClock.Instant
    private var refusal: (code: String, status: String)?

    init(_ message: Data, deadline: ContinuousClock.Instant) {
        self.message = message
        self.deadline = deadline
    }

    /// The enhanced status that came with an answer (RFC 3463): `5.7.1`.
    func status(of answer: Int) -> String? { refusal.flatMap { $0.code == String(answer) ? $0.status : nil } }

    static let read: krumtap_curl_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue().take(into: bytes, atMost: size * count)
    }

    static let hear: krumtap_curl_callback = { bytes, size, count, context in
        if let bytes, let context {
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue().hear(String(decoding: line, as: UTF8.self))
        }
        return size * count
    }

    static let isLate: krumtap_curl_progress = { context, _, _, _, _ in
        guard let context else { return 0 }
        return ContinuousClock.now > Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue().deadline ? 1 : 0
    }

    private func take(into bytes: UnsafeMutablePointer<CChar>, atMost limit: Int) -> Int {
        hasBegun = true
        let count = min(limit, message.count - sent)
        guard count > 0 else { return 0 }
        let start = message.startIndex + sent
        message.copyBytes(to: UnsafeMutableRawBufferPointer(start: bytes, count: count), from: start..<start + count)
        sent += count
        return count
    }

    private func hear(_ line: String) {
        guard let match = line.firstMatch(of: /^([45]\d\d)[ -]([45]\.\d{1,3}\.\d{1,3})\b/) else { return }
        refusal = (String(match.1), String(match.2))
    }
}
