import Formats
import Testing

struct PrometheusTextTests {
    @Test func `families are written as the text format has it`() {
        var out = PrometheusText()
        out.add("krumtap_info", .gauge, help: "A \\ and\na line.", [.init(1, [("version", "1 \"a\"\\\n"), ("engine", "sqlite")])])
        out.add("krumtap_open", .gauge, help: "Open.", 12.5)
        out.add("krumtap_none", .gauge, help: "Not there.", nil)
        out.addHistogram("krumtap_seconds", help: "Time.", bounds: [0.001, 1], counts: [2, 3, 4], sum: 7.25)
        #expect(
            out.text == #"""
                # HELP krumtap_info A \\ and\na line.
                # TYPE krumtap_info gauge
                krumtap_info{version="1 \"a\"\\\n",engine="sqlite"} 1
                # HELP krumtap_open Open.
                # TYPE krumtap_open gauge
                krumtap_open 12.5
                # HELP krumtap_seconds Time.
                # TYPE krumtap_seconds histogram
                krumtap_seconds_bucket{le="0.001"} 2
                krumtap_seconds_bucket{le="1"} 5
                krumtap_seconds_bucket{le="+Inf"} 9
                krumtap_seconds_sum 7.25
                krumtap_seconds_count 9

                """#)
    }
}
