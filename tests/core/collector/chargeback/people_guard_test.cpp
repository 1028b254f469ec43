#include "core/collector/chargeback/people_guard.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

const std::vector GroupBy = {Dimension::Team, Dimension::Developer};

SpendRow row(std::string team, std::optional<std::string> developer, std::int64_t calls) {
    SpendRow row;
    row.keys = {std::move(team), std::move(developer)};
    row.names.resize(2);
    row.figures.calls = calls;
    return row;
}

Scope finance(std::int64_t least) {
    Scope scope;
    scope.reach = Scope::Reach::All;
    scope.min_group_size = least;
    scope.pseudonym = [](std::string_view person) { return "dev-" + std::string(person); };
    return scope;
}

}  // namespace

class PeopleGuardTest : public QObject {
    Q_OBJECT
private slots:
    void folds_people_of_small_groups_and_keeps_their_sum() {
        std::vector<SpendRow> rows = {row("small", "a", 1), row("small", "b", 2),
                                      row("big", "c", 4), row("big", "d", 8), row("big", "e", 16)};
        guard_people(rows, GroupBy, finance(3));
        QCOMPARE(rows.size(), std::size_t(4));
        const SpendRow& folded = rows.back();
        QCOMPARE(folded.keys[0], std::optional<std::string>("small"));
        QCOMPARE(folded.keys[1], std::optional<std::string>());
        QCOMPARE(folded.people, std::optional<std::int64_t>(2));
        QCOMPARE(folded.figures.calls, 3);
        QCOMPARE(rows[0].keys[1], std::optional<std::string>("dev-c"));
    }

    void leaves_unknown_developers_where_they_are() {
        std::vector<SpendRow> rows = {row("small", std::nullopt, 1), row("small", "b", 2)};
        guard_people(rows, GroupBy, finance(3));
        QCOMPARE(rows.size(), std::size_t(2));
        QVERIFY(!rows[0].people);
        QCOMPARE(rows[1].people, std::optional<std::int64_t>(1));
    }

    void shows_the_viewer_their_own_row() {
        std::vector<SpendRow> rows = {row("small", "me", 1), row("small", "b", 2)};
        Scope scope = finance(3);
        scope.person_id = "me";
        guard_people(rows, GroupBy, scope);
        QCOMPARE(rows[0].keys[1], std::optional<std::string>("me"));
        QCOMPARE(rows[1].people, std::optional<std::int64_t>(1));
    }

    void does_nothing_in_views_without_people() {
        std::vector<SpendRow> rows = {row("small", "x", 1)};
        guard_people(rows, {Dimension::Team, Dimension::Repo}, finance(3));
        QCOMPARE(rows[0].keys[1], std::optional<std::string>("x"));
    }
};

FAREBOX_TEST_CLASS(PeopleGuardTest)
#include "people_guard_test.moc"
