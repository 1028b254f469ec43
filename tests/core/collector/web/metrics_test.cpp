#include "core/collector/web/metrics.h"

#include "core/base/strings.h"
#include "tests/support/suite.h"

#include <set>

using namespace farebox;
using namespace farebox::collector;

class MetricsTest : public QObject {
    Q_OBJECT

private slots:
    void counts_requests_by_route_and_status_in_rising_buckets() {
        Metrics metrics;
        metrics.count_request("GET", "/healthz", 200, 4 * NsPerMs);
        metrics.count_request("GET", "/healthz", 200, 40 * NsPerMs);
        metrics.count_request("GET", "/healthz", 200, 60'000 * NsPerMs);
        const std::string text = metrics.to_prometheus();
        const std::string name = "farebox_http_request_duration_seconds";
        const std::string labels = "method=\"GET\",route=\"/healthz\",status=\"200\"";
        QVERIFY(contains(text, name + "_bucket{" + labels + ",le=\"0.005\"} 1\n"));
        QVERIFY(contains(text, name + "_bucket{" + labels + ",le=\"0.025\"} 1\n"));
        QVERIFY(contains(text, name + "_bucket{" + labels + ",le=\"0.05\"} 2\n"));
        QVERIFY(contains(text, name + "_bucket{" + labels + ",le=\"10\"} 2\n"));
        QVERIFY(contains(text, name + "_bucket{" + labels + ",le=\"+Inf\"} 3\n"));
        QVERIFY(contains(text, name + "_sum{" + labels + "} 60.044\n"));
        QVERIFY(contains(text, name + "_count{" + labels + "} 3\n"));
    }

    void counts_rows_and_whatever_else_is_counted() {
        Metrics metrics;
        metrics.count_ingest(5, 2, 1);
        metrics.count_ingest(1, 0, 0);
        metrics.count("farebox_things_total", "Things.", 3);
        metrics.count("farebox_things_total", "Things.");
        metrics.add_gauge("farebox_depth", "How deep.", [] { return std::int64_t(7); });
        const std::string text = metrics.to_prometheus();
        QVERIFY(contains(text, "farebox_ingest_rows_total{result=\"accepted\"} 6\n"));
        QVERIFY(contains(text, "farebox_ingest_rows_total{result=\"rejected\"} 1\n"));
        QVERIFY(contains(text, "# TYPE farebox_things_total counter\nfarebox_things_total 4\n"));
        QVERIFY(contains(text, "# TYPE farebox_depth gauge\nfarebox_depth 7\n"));
    }

    void describes_each_name_once_and_before_its_samples() {
        Metrics metrics;
        metrics.count_request("GET", "/a", 200, 1);
        metrics.count_request("GET", "/b", 200, 1);
        const std::string text = metrics.to_prometheus();
        std::set<std::string> described;
        for (const auto line : split(text, '\n')) {
            if (line.starts_with("# TYPE ")) {
                QVERIFY(described.insert(std::string(split(line, ' ')[2])).second);
            } else if (!line.empty() && !line.starts_with('#')) {
                std::string name(line.substr(0, line.find_first_of("{ ")));
                for (const std::string_view ending : {"_bucket", "_sum", "_count"}) {
                    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
                }
                QVERIFY2(described.contains(name), name.c_str());
            }
        }
    }
};

FAREBOX_TEST_CLASS(MetricsTest)
#include "metrics_test.moc"
