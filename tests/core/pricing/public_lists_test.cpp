// Our book against two public price lists, as of the day of each. They are checked against, never
// shipped: read from FAREBOX_SHARED (or ../shared beside the source tree), skipped where absent.
// Where a list is silent there is nothing to compare; where it differs, the difference is either
// in tests/data/pricing/accepted_conflicts.json with its reason, or a failure.

#include <QtTest/QtTest>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/pricing/lookup.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

namespace {

struct Figure {
    std::string field;
    std::optional<std::int64_t> ours;  ///< pico-USD per token, or ppm
    std::optional<std::int64_t> theirs;
};

/// What a field is called in our book, in litellm (per token) and in genai-prices (per million).
struct Field {
    RateClass rate_class;
    const char* ours;
    const char* litellm;
    const char* genai;
};

constexpr Field CommonFields[] = {
    {RateClass::Input, "input", "input_cost_per_token", "input_mtok"},
    {RateClass::Output, "output", "output_cost_per_token", "output_mtok"},
    {RateClass::CacheRead, "cache_read", "cache_read_input_token_cost", "cache_read_mtok"},
};
constexpr Field AnthropicFields[] = {
    {RateClass::CacheWrite5m, "cache_write_5m", "cache_creation_input_token_cost",
     "cache_write_mtok"},
    {RateClass::CacheWrite1h, "cache_write_1h", "cache_creation_input_token_cost_above_1hr",
     "cache_write_1h_mtok"},
};
constexpr Field OpenAiFields[] = {
    {RateClass::CacheWrite30m, "cache_write_30m", "cache_creation_input_token_cost",
     "cache_write_mtok"},
};

std::vector<Field> fields_of(const VendorPrices& vendor) {
    std::vector<Field> fields(std::begin(CommonFields), std::end(CommonFields));
    if (vendor.provider == "anthropic") {
        fields.insert(fields.end(), std::begin(AnthropicFields), std::end(AnthropicFields));
    } else {
        fields.insert(fields.end(), std::begin(OpenAiFields), std::end(OpenAiFields));
    }
    return fields;
}

constexpr std::pair<const char*, const char*> Tiers[] = {
    {"batch", "_batches"}, {"flex", "_flex"}, {"priority", "_priority"}};

/// Their decimal number times `scale`; lists write 0 for "does not apply".
std::optional<std::int64_t> scaled(const Json* number, double scale) {
    if (!number || !number->is_number() || number->get<double>() == 0) return std::nullopt;
    return std::llround(number->get<double>() * scale);
}

std::optional<std::int64_t> rate_of(const RateCard& card, RateClass rate_class) {
    const auto& rate = card.rates[rate_class];
    if (!rate) return std::nullopt;
    return rate->value * card.multiplier_ppm / PpmOne;
}

std::optional<std::int64_t> multiplier_in(const std::map<std::string, RateCard>& cards,
                                          const std::string& name) {
    const auto found = cards.find(name);
    if (found == cards.end()) return std::nullopt;
    return found->second.multiplier_ppm;
}

std::vector<Figure> litellm_figures(const VendorPrices& vendor, const RateSet& set,
                                    const Json& entry) {
    constexpr double PicoPerUsd = 1e12;
    const std::string above =
        vendor.provider == "anthropic" ? "_above_200k_tokens" : "_above_272k_tokens";
    std::vector<Figure> figures;
    const auto add = [&](std::string name, std::optional<std::int64_t> ours,
                         const std::string& key) {
        figures.push_back({std::move(name), ours, scaled(find_member(entry, key), PicoPerUsd)});
    };
    for (const Field& field : fields_of(vendor)) {
        add(field.ours, rate_of(set.standard, field.rate_class), field.litellm);
        const auto& band = set.standard.long_context;
        const auto long_rate = band ? (*band->rates)[field.rate_class] : std::nullopt;
        add(format("long.{}", field.ours),
            long_rate ? std::optional(long_rate->value) : std::nullopt, field.litellm + above);
        for (const auto& [tier, suffix] : Tiers) {
            const auto card = set.tiers.find(tier);
            add(format("{}.{}", tier, field.ours),
                card == set.tiers.end() ? std::nullopt : rate_of(card->second, field.rate_class),
                std::string(field.litellm) + suffix);
        }
    }
    if (const Json* extra = find_member(entry, "provider_specific_entry")) {
        const auto us = set.geos.find("us");
        figures.push_back({"geo.us",
                           us == set.geos.end() ? std::nullopt : std::optional(us->second),
                           scaled(find_member(*extra, "us"), 1e6)});
        figures.push_back(
            {"fast", multiplier_in(set.speeds, "fast"), scaled(find_member(*extra, "fast"), 1e6)});
    }
    return figures;
}

bool genai_matches(const Json& rule, const std::string& id) {
    if (const Json* any = find_member(rule, "or")) {
        return std::any_of(any->begin(), any->end(),
                           [&](const Json& part) { return genai_matches(part, id); });
    }
    if (const auto text = find_string(rule, "equals")) return *text == id;
    if (const auto text = find_string(rule, "starts_with")) return id.starts_with(*text);
    return false;
}

/// The last price whose start date is not after `day`; a lone object holds always.
const Json* genai_prices_on(const Json& model, const std::string& day) {
    const Json* prices = find_member(model, "prices");
    if (!prices || !prices->is_array()) return prices;
    const Json* chosen = nullptr;
    for (const Json& item : *prices) {
        const Json* constraint = find_member(item, "constraint");
        const auto start = constraint ? find_string(*constraint, "start_date") : std::nullopt;
        if (start.value_or("") <= day) chosen = find_member(item, "prices");
    }
    return chosen;
}

std::vector<Figure> genai_figures(const VendorPrices& vendor, const RateSet& set,
                                  const Json& prices) {
    constexpr double PicoPerUsdPerMillion = 1e6;
    std::vector<Figure> figures;
    for (const Field& field : fields_of(vendor)) {
        const Json* price = find_member(prices, field.genai);
        const Json* base = price && price->is_object() ? find_member(*price, "base") : price;
        figures.push_back({field.ours, rate_of(set.standard, field.rate_class),
                           scaled(base, PicoPerUsdPerMillion)});
        const Json* tiers = price && price->is_object() ? find_member(*price, "tiers") : nullptr;
        const auto& band = set.standard.long_context;
        if (!tiers) continue;
        const auto rate = band ? (*band->rates)[field.rate_class] : std::nullopt;
        figures.push_back({format("long.{}", field.ours),
                           rate ? std::optional(rate->value) : std::nullopt,
                           scaled(find_member((*tiers)[0], "price"), PicoPerUsdPerMillion)});
        // They select a tier above `start`; "from 272,000" is their 271,999.
        const auto ours = band ? std::optional(band->threshold - (band->threshold_is_long ? 1 : 0))
                               : std::nullopt;
        figures.push_back({"long.threshold", ours, find_int((*tiers)[0], "start")});
    }
    return figures;
}

std::string shared_file(const char* name) {
    const QByteArray variable = qgetenv("FAREBOX_SHARED");
    const std::string folder = variable.isEmpty() ? std::string(FAREBOX_SOURCE_DIR) + "/../shared"
                                                  : variable.toStdString();
    return folder + "/prices/" + name;
}

const PriceBook& book() {
    static const PriceBook loaded = embedded_price_book().value();
    return loaded;
}

/// Differences collected by "list model field"; accepted ones are struck out.
class Differences {
public:
    void compare(const std::string& list, const std::string& model,
                 const std::vector<Figure>& figures) {
        for (const Figure& figure : figures) {
            if (!figure.theirs) continue;
            ++compared_;
            if (figure.ours == figure.theirs) continue;
            found_.insert(format("{} {} {}", list, model, figure.field));
        }
    }

    /// Lines a person can act on; empty when all is accounted for.
    std::string unexplained(const std::string& list) {
        const std::string path = farebox::tests::data_dir() + "/pricing/accepted_conflicts.json";
        const Json document = parse_json(load_file(path).value()).value();
        std::string text;
        for (const Json& item : document["conflicts"]) {
            if (item["list"] != list) continue;
            const std::string prefix = format("{} {} {}", list, item["model"].get<std::string>(),
                                              item["field"].get<std::string>());
            const auto struck = std::erase_if(found_, [&](const std::string& line) {
                return line == prefix || line.starts_with(prefix + ".");
            });
            if (struck == 0) text += prefix + ": accepted, but there is no such conflict\n";
        }
        for (const std::string& line : found_) text += line + ": differs\n";
        return text;
    }

    int compared() const { return compared_; }

private:
    std::set<std::string> found_;
    int compared_ = 0;
};

/// Calls `visit(vendor, model, set, id)` for each id and alias with rates on `day`.
template <class Visit>
void for_each_id(const std::string& day, Visit&& visit) {
    for (const VendorPrices& vendor : book().vendors) {
        for (const ModelPrices& model : vendor.models) {
            const RateSet* set = find_rate_set(model, parse_day(day).value());
            if (!set) continue;
            std::vector<std::string> ids = model.aliases;
            ids.push_back(model.id);
            for (const std::string& id : ids) visit(vendor, model, *set, id);
        }
    }
}

}  // namespace

class PublicListsTest : public QObject {
    Q_OBJECT

private slots:
    void agrees_with_litellm_of_2026_08_01();
    void agrees_with_genai_prices_of_2026_09_23();
};

void PublicListsTest::agrees_with_litellm_of_2026_08_01() {
    const auto text = load_file(shared_file("litellm_model_prices.json"));
    if (!text) QSKIP("the shared price lists are not beside this tree");
    const Json list = parse_json(*text).value();
    Differences differences;
    for_each_id("2026-08-01",
                [&](const auto& vendor, const auto& model, const auto& set, const std::string& id) {
                    const Json* entry = find_member(list, id);
                    if (!entry || find_string(*entry, "litellm_provider") != vendor.provider)
                        return;
                    differences.compare("litellm", model.id, litellm_figures(vendor, set, *entry));
                });
    const std::string unexplained = differences.unexplained("litellm");
    QVERIFY2(unexplained.empty(), unexplained.c_str());
    QVERIFY(differences.compared() > 300);
}

void PublicListsTest::agrees_with_genai_prices_of_2026_09_23() {
    const std::string day = "2026-09-23";
    const auto text = load_file(shared_file("genai_prices_0.1.8.json"));
    if (!text) QSKIP("the shared price lists are not beside this tree");
    const Json list = parse_json(*text).value();
    Differences differences;
    for_each_id(
        day, [&](const auto& vendor, const auto& model, const auto& set, const std::string& id) {
            for (const Json& theirs : list[vendor.provider]["models"]) {
                if (!genai_matches(theirs["match"], id)) continue;
                const Json* prices = genai_prices_on(theirs, day);
                if (prices)
                    differences.compare("genai", model.id, genai_figures(vendor, set, *prices));
                return;
            }
        });
    const std::string unexplained = differences.unexplained("genai");
    QVERIFY2(unexplained.empty(), unexplained.c_str());
    QVERIFY(differences.compared() > 200);
}

FAREBOX_TEST_CLASS(PublicListsTest)
#include "public_lists_test.moc"
