// Whatever happens in whatever order: in every grouping and slice rows + unattributed = total = the
// sum over the calls themselves, and a closed month never changes.
#include "core/collector/chargeback/spend.h"

#include "tests/core/collector/chargeback/company.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

using Keys = std::vector<std::optional<std::string>>;
/// Of the figures those that every other follows the pattern of.
struct Expected {
    std::int64_t calls = 0;
    std::int64_t list_cost_nano = 0;
    std::int64_t list_calls = 0;
    std::int64_t contracted_cost_nano = 0;
    std::int64_t billed_cost_nano = 0;
    std::int64_t vendor_stated = 0;
    std::int64_t input_tokens = 0;
    std::int64_t corrections = 0;

    bool operator==(const Expected&) const = default;
};

Expected expected_of(const Figures& figures) {
    return {figures.calls,
            figures.list_cost_nano.total,
            figures.list_cost_nano.calls,
            figures.contracted_cost_nano.total,
            figures.billed_cost_nano.total,
            figures.vendor_stated_cost_nano.total,
            figures.input_tokens.total,
            figures.correction_list_cost_nano.total};
}

void add(Expected& sum, const Posting& posting) {
    const Call& call = posting.stored.call;
    const std::int64_t list = call.cost.list_cost_nano.value_or(0) * posting.sign;
    sum.calls += posting.sign * posting.stored.calls;
    sum.list_cost_nano += list;
    sum.list_calls += call.cost.list_cost_nano ? posting.sign * posting.stored.calls : 0;
    sum.contracted_cost_nano += posting.sign * call.cost.contracted_cost_nano.value_or(0);
    sum.billed_cost_nano += posting.sign * call.cost.billed_cost_nano.value_or(0);
    if (call.cost.price_status == PriceStatus::VendorStated) {
        sum.vendor_stated += posting.sign * call.cost.vendor_cost_nano.value_or(0);
    }
    sum.input_tokens += posting.sign * call.usage.input_tokens.value_or(0);
    if (posting.stored.day < posting.posted_month) sum.corrections += list;
}

std::optional<std::string> known(const std::string& text) {
    return text.empty() || text == "unknown" ? std::nullopt : std::optional(text);
}

std::optional<std::string> key_of(Dimension dimension, const Posting& posting,
                                  const Company& company) {
    const OrgTruth& org = company.truth_for(posting.posted_month);
    const Call& call = posting.stored.call;
    const std::string& day = posting.stored.day;
    std::string person = call.developer_id == "ada@acme.example" ? "p-ada" : call.developer_id;
    if (person == "stranger") person.clear();
    const std::string team = on_day(org.team, person, day);
    const std::string by_repo = on_day(org.repo, call.repo, day);
    const std::string centre = by_repo.empty() ? on_day(org.centre, team, day) : by_repo;
    switch (dimension) {
        case Dimension::Month: return posting.posted_month;
        case Dimension::Day: return day;
        case Dimension::CostCentre: return known(centre);
        case Dimension::BusinessUnit: return known(on_day(org.unit, centre, day));
        case Dimension::Team: return known(team);
        case Dimension::Developer: return known(person.empty() ? call.developer_id : person);
        case Dimension::Agent: return known(call.agent);
        case Dimension::Repo: return known(call.repo);
        case Dimension::Branch: return known(call.branch);
        case Dimension::Model:
            return known(call.model_served.empty() ? call.model_requested : call.model_served);
        case Dimension::Provider: return known(call.provider);
        case Dimension::BillingMode:
            return known(posting.stored.word("billing_mode", to_text(call.billing_mode)));
    }
    return std::nullopt;
}

bool fits(const SpendFilter& filter, const std::optional<std::string>& key) {
    if (!key) return filter.or_unattributed;
    return std::ranges::count(filter.values, *key) != 0;
}

bool is_asked(const SpendQuery& query, const Posting& posting, const Company& company) {
    const std::string& time = query.by_day() ? posting.stored.day : posting.posted_month;
    if (time < query.from || time > query.to) return false;
    return std::ranges::all_of(query.filters, [&](const SpendFilter& filter) {
        return fits(filter, key_of(filter.dimension, posting, company));
    });
}

std::map<Keys, Expected> brute_force(const SpendQuery& query, const Company& company) {
    std::map<Keys, Expected> groups;
    for (const Posting& posting : company.postings()) {
        if (!is_asked(query, posting, company)) continue;
        Keys keys;
        for (const Dimension dimension : query.group_by) {
            keys.push_back(key_of(dimension, posting, company));
        }
        add(groups[keys], posting);
    }
    std::erase_if(groups, [](const auto& group) { return group.second == Expected{}; });
    return groups;
}

/// Rows of the table with the unattributed among them, keyed as the brute force is.
std::map<Keys, Expected> groups_of(const SpendTable& table) {
    std::map<Keys, Expected> groups;
    for (const SpendRow& row : table.rows) groups[row.keys] = expected_of(row.figures);
    for (const SpendRow& row : table.unattributed_rows) groups[row.keys] = expected_of(row.figures);
    if (table.unattributed_rows.empty() && !table.unattributed.is_zero()) {
        groups[Keys(table.query.group_by.size())] = expected_of(table.unattributed);
    }
    std::erase_if(groups, [](const auto& group) { return group.second == Expected{}; });
    return groups;
}

SpendQuery any_query(Company& company) {
    auto& random = company.random();
    SpendQuery query;
    query.limit = MaxSpendRows;
    const bool by_day = random() % 3 == 0;
    static const std::vector<std::string> Months = {"2026-09", "2026-10", "2026-11"};
    const std::size_t first = random() % 3;
    query.from = Months[first];
    query.to = Months[first + random() % (3 - first)];
    if (by_day) {
        query.from += "-05";
        query.to += "-25";
    }
    for (const Dimension dimension : AllDimensions) {
        if (random() % 4 == 0) query.group_by.push_back(dimension);
    }
    if (random() % 2 == 0) {
        const Dimension dimension = AllDimensions[random() % AllDimensions.size()];
        const Posting& some = company.postings()[random() % company.postings().size()];
        const auto key = key_of(dimension, some, company);
        query.filters = {{dimension, {}, !key || random() % 2 == 0}};
        if (key) query.filters[0].values.push_back(*key);
    }
    return query;
}

QByteArray words(const SpendQuery& query, std::uint64_t seed) {
    std::string text = format("seed {} {}..{} by", seed, query.from, query.to);
    for (const Dimension dimension : query.group_by) text += " " + std::string(to_text(dimension));
    for (const SpendFilter& filter : query.filters) {
        text += " where " + std::string(to_text(filter.dimension));
    }
    return QByteArray::fromStdString(text);
}

void check(Session& session, const SpendQuery& query, const Company& company, std::uint64_t seed) {
    const auto table = spend(session, query, Scope::everything());
    QVERIFY2(table.has_value(), table ? "" : table.error().message.c_str());
    QVERIFY2(groups_of(*table) == brute_force(query, company), words(query, seed));
    Figures sum = table->unattributed;
    for (const SpendRow& row : table->rows) sum += row.figures;
    QVERIFY2(sum == table->total, words(query, seed));
}

/// Everything that a month says, by all that can be asked.
std::vector<std::map<Keys, Expected>> everything_of(Session& session, const std::string& month) {
    std::vector<std::map<Keys, Expected>> all;
    for (const Dimension dimension : AllDimensions) {
        SpendQuery query;
        query.from = query.to = month;
        query.group_by = {dimension};
        query.limit = MaxSpendRows;
        all.push_back(groups_of(spend(session, query, Scope::everything()).value()));
    }
    return all;
}

}  // namespace

class PropertyTest : public QObject {
    Q_OBJECT
private slots:
    void adds_up_in_every_slice_and_keeps_closed_months_data() {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<quint64>("seed");
        for (const quint64 seed : {1, 2, 3, 4, 5, 6}) {
            QTest::addRow("sqlite %llu", static_cast<unsigned long long>(seed)) << "sqlite" << seed;
        }
        for (const quint64 seed : {11, 12, 13}) {
            QTest::addRow("postgres %llu", static_cast<unsigned long long>(seed)) << "postgres" << seed;
        }
    }
    void adds_up_in_every_slice_and_keeps_closed_months() {
        QFETCH(quint64, seed);
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        CallStore calls(store->database());
        Company company(store->database(), *session, calls, seed);
        std::map<std::string, std::vector<std::map<Keys, Expected>>> sealed;
        for (int event = 0; event < 250; ++event) {
            company.live();
            for (const auto& [month, truth] : company.closed()) {
                if (!sealed.contains(month)) sealed[month] = everything_of(*session, month);
            }
            if (event % 50 != 49) continue;
            for (int turn = 0; turn < 12; ++turn) {
                check(*session, any_query(company), company, seed);
                if (QTest::currentTestFailed()) return;
            }
        }
        QVERIFY(!sealed.empty());
        for (const auto& [month, before] : sealed) {
            QVERIFY(everything_of(*session, month) == before);
        }
    }
};

FAREBOX_TEST_CLASS(PropertyTest)
#include "property_test.moc"
