import CCurl

/// Says what libcurl's and the server's answer mean for the mail.
struct SMTPFault {
    let result: CURLcode
    /// The server's last answer; 0 when there was none.
    let answer: Int
    /// The enhanced status that came with it.
    let status: String?
    /// True once the server had asked for the mail itself.
    let wasSending: Bool

    var failure: DeliveryFailure {
        let refusal = (400...599).contains(answer) ? answer : nil
        return DeliveryFailure(kind: kind, code: refusal, reason: reason(refusal))
    }

    private var kind: DeliveryFailure.Kind {
        switch result {
        case CURLE_LOGIN_DENIED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_USE_SSL_FAILED,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_URL_MALFORMAT,
            CURLE_UNSUPPORTED_PROTOCOL, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION, CURLE_BAD_FUNCTION_ARGUMENT:
            return .configuration
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT:
            return .unreachable
        // 530, 534, 535 and 538 are about our login (RFC 4954, 6), whichever command they answer.
        case _ where [530, 534, 535, 538].contains(answer):
            return .configuration
        case _ where (400...499).contains(answer):
            return .temporary
        case _ where (500...599).contains(answer):
            // A greeting or an EHLO that is refused says something about us, and would fail every mail there is.
            let isAboutUs = result == CURLE_REMOTE_ACCESS_DENIED || (result == CURLE_WEIRD_SERVER_REPLY && !wasSending)
            return isAboutUs ? .configuration : .permanent
        default:
            return .unreachable
        }
    }

    private func reason(_ refusal: Int?) -> String {
        let words = String(cString: curl_easy_strerror(result))
        guard let refusal else { return "\(words) (curl \(result.rawValue))" }
        return "the mail server answered \(refusal)" + (status.map { " \($0)" } ?? "")
    }
}
