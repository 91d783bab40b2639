import Foundation
import Testing

@testable import Formats

struct HTTPDateTests {
    @Test(arguments: [(784_111_777.0, "Sun, 06 Nov 1994 08:49:37 GMT"), (1_795_424_400, "Mon, 23 Nov 2026 09:00:00 GMT")])
    func `a moment is written as HTTP has it`(seconds: Double, text: String) {
        #expect(HTTPDate.text(Date(timeIntervalSince1970: seconds)) == text)
    }
}
