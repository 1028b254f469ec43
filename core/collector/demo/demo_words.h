#pragma once
// Names of the demo company. Invented; people's names are combinations of common given and family
// names from many countries.

#include <array>

namespace farebox::collector {

inline constexpr std::array GivenNames = {
    "Ada",    "Alan",   "Amara",  "Ana",    "Anders", "Anil",   "Anna",   "Ayse",  "Beatriz", "Bela",
    "Bjorn",  "Carlos", "Chen",   "Chloe",  "Clara",  "Daniel", "Deepa",  "Diego", "Dmitri",  "Elena",
    "Elif",   "Emeka",  "Emil",   "Emma",   "Farid",  "Fatima", "Felix",  "Femi",  "Grace",   "Hana",
    "Haruto", "Helen",  "Hugo",   "Ibrahim", "Ines",  "Isaac",  "Ivan",   "James", "Jasmin",  "Jin",
    "Joao",   "Jonas",  "Julia",  "Kaito",  "Karim",  "Kavya",  "Lars",   "Layla", "Leo",     "Linh",
    "Lucia",  "Maja",   "Marco",  "Maria",  "Mateo",  "Mei",    "Milan",  "Mina",  "Nadia",   "Nia",
    "Noah",   "Nora",   "Olga",   "Omar",   "Paul",   "Priya",  "Rafael", "Ravi",  "Rosa",    "Ruth",
    "Sam",    "Sara",   "Sofia",  "Stefan", "Tariq",  "Thi",    "Tomas",  "Vera",  "Wei",     "Yuki"};

inline constexpr std::array FamilyNames = {
    "Abe",     "Adeyemi",  "Ahmed",   "Almeida",  "Andersen", "Baker",   "Banerjee", "Bauer",
    "Becker",  "Bianchi",  "Carvalho", "Castro",  "Chen",     "Cohen",   "Costa",    "Das",
    "Demir",   "Diaz",     "Diallo",  "Dubois",   "Eriksen",  "Evans",   "Fernandez", "Fischer",
    "Fujita",  "Garcia",   "Gupta",   "Haddad",   "Hansen",   "Hassan",  "Horvat",   "Huang",
    "Ito",     "Ivanov",   "Jansen",  "Johnson",  "Kaya",     "Keller",  "Khan",     "Kim",
    "Kowalski", "Kumar",   "Larsen",  "Laurent",  "Lee",      "Lindgren", "Lopez",   "Martin",
    "Mehta",   "Meyer",    "Moreau",  "Mwangi",   "Nakamura", "Nguyen",  "Novak",    "Okafor",
    "Oliveira", "Park",    "Patel",   "Pereira",  "Petrov",   "Ramos",   "Rossi",    "Sato",
    "Schmidt", "Silva",    "Singh",   "Suzuki",   "Tanaka",   "Tran",    "Vargas",   "Weber",
    "Wilson",  "Wong",     "Yilmaz",  "Zhang"};

struct DemoUnit {
    const char* id;
    const char* name;
    /// The domains of its cost centres.
    std::array<const char*, 5> domains;
};

inline constexpr std::array DemoUnits = {
    DemoUnit{"BU-RETAIL", "Retail", {"Checkout", "Search", "Catalogue", "Pricing", "Stores"}},
    DemoUnit{"BU-PAYMENTS", "Payments", {"Cards", "Ledger", "Risk", "Payouts", "Invoicing"}},
    DemoUnit{"BU-LOGISTICS", "Logistics", {"Routing", "Warehouse", "Fleet", "Returns", "Tracking"}},
    DemoUnit{"BU-CONSUMER", "Consumer Apps", {"Mobile", "Web", "Messaging", "Loyalty", "Identity"}},
    DemoUnit{"BU-PLATFORM", "Platform", {"Cloud", "Data", "Tooling", "Security", "Observability"}}};

inline constexpr std::array RepoKinds = {"api",    "core",   "web",    "worker", "jobs",  "sdk",
                                         "schema", "events", "admin",  "gateway", "ui",   "infra"};

inline constexpr std::array BranchTopics = {
    "retry-limits",  "faster-index",  "new-tax-rules", "cache-keys",   "flaky-tests",   "rate-limits",
    "audit-trail",   "dark-mode",     "bulk-import",   "webhooks",     "partial-refund", "cursor-paging",
    "schema-v3",     "remove-legacy", "otel-traces",   "form-errors",  "s3-lifecycle",  "eu-region",
    "batch-writes",  "feature-flags"};

}  // namespace farebox::collector
