#include "survey/import.hpp"

#include "config/load.hpp"
#include "tests/survey/page_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace {

using Lines = std::vector<std::string>;

/// The draft of a page as the loader reads it; it has to.
std::shared_ptr<const consent::Registry> load(const survey::Draft& draft) {
    const auto yaml = survey::to_yaml(draft, "page.html");
    std::vector<config::Fault> faults;
    auto registry = config::parse_registry(yaml, "draft.yaml", faults);
    for (const auto& fault : faults) {
        UNSCOPED_INFO(config::to_string(fault));
    }
    INFO(yaml);
    REQUIRE(registry);
    return registry;
}

std::shared_ptr<const consent::Registry> import_text(const std::string& text) {
    return load(survey::draft_registry(read(text), std::nullopt));
}

std::string category_of(const consent::Registry& registry, const std::string& name) {
    const auto* entry = registry.find(name);
    return entry == nullptr ? "" : registry.categories()[entry->category].id;
}

Lines ids_of(const consent::Registry& registry) {
    Lines ids;
    for (const auto& category : registry.categories()) {
        ids.push_back(category.id);
    }
    return ids;
}

/// Every cookie that the page lists is in the draft, but for labels.
void check_complete(const survey::Page& page, const consent::Registry& registry) {
    for (const auto& cookie : page.cookies) {
        CAPTURE(cookie.name);
        CHECK((cookie.name.empty() || registry.find(cookie.name) != nullptr));
    }
}

}   // namespace

TEST_CASE("import: each kind of page becomes a registry with all its cookies") {
    for (const std::string name :
         {"run_together.txt", "markdown_tables.txt", "prose.txt", "tables.html", "lists.html"}) {
        CAPTURE(name);
        const auto page = read(page_text(name));
        const auto registry = load(survey::draft_registry(page, std::nullopt));
        check_complete(page, *registry);
        CHECK(ids_of(*registry) == Lines{"essential", "settings", "usage", "campaigns"});
    }
}

TEST_CASE("import: consent cookie, categories and site come from the page") {
    const auto registry = import_text(page_text("prose.txt"));
    CHECK(registry->site() == "example.gov.uk");
    CHECK(registry->consent().cookie == "cookies_policy");
    CHECK(registry->consent().decided == "cookies_preferences_set");
    CHECK(category_of(*registry, "cookies_policy") == "essential");
    CHECK(category_of(*registry, "cookies_preferences_set") == "essential");

    const auto other = import_text(
        "Cookies on Shop\n\n"
        "shop_consent: {\"necessary\": true, \"statistics\": false, \"x\": false};\n"
        "\nAnalytics cookies\n\nNamePurposeExpiry\n_ga Counts 1 day\n"
        "\nMarketing\n\nNamePurposeExpiry\n_m Adverts 1 day\n");
    CHECK(other->consent().cookie == "shop_consent");
    CHECK(ids_of(*other) == Lines{"necessary", "statistics", "x"});
    CHECK(other->categories()[0].basis == consent::Basis::essential);
    CHECK(category_of(*other, "_ga") == "statistics");
    CHECK(category_of(*other, "_m") == "statistics");   // no such category: the first with consent
}

TEST_CASE("import: the consent cookie of a tool comes with its format") {
    for (const auto& known : survey::known_state_names()) {
        CAPTURE(known.cookie);
        const auto page = read("Shop cookies\n\nName | Purpose\n---|---\n" +
                               std::string(known.cookie) + " | keeps your choice\n");
        const auto draft = survey::draft_registry(page, std::nullopt);
        CHECK(draft.format == known.format);
        CHECK(load(draft)->consent().cookie == known.cookie);
    }
}

TEST_CASE("import: what is doubtful is said by line and stands in the draft") {
    const auto page = read(page_text("markdown_tables.txt"));
    const auto draft = survey::draft_registry(page, "IEGS");
    Lines notes;
    for (const auto& note : draft.notes) {
        notes.push_back(std::to_string(note.line) + ": " + note.message);
    }
    CHECK(
        notes ==
        Lines{"17: \"_ga\": no heading of its own; its purpose or name tells usage",
              "18: \"_gid\": no heading of its own; its purpose or name tells usage",
              "25: \"JSESSIONID\": known as a session, CSRF or load balancer cookie: while "
              "\"settings\" is refused, log-ins and forms may break",
              "26: \"seraph.rememberme.cookie\": the page prints only \"Seraph Remember Me\"; the "
              "name is the usual one",
              "27: \"Office Door Badge\" is no cookie's name: left out"});
    CHECK(draft.site == "IEGS");
    const auto yaml = survey::to_yaml(draft, "page");
    CHECK_THAT(yaml, Catch::Contains("      # check: known as a session, CSRF or load balancer"));
    CHECK(category_of(*load(draft), "JSESSIONID") == "settings");
}

TEST_CASE("import: an unknown category fails closed, the first of two names stays") {
    const auto page = read(page_text("tables.html"));
    const auto draft = survey::draft_registry(page, std::nullopt);
    const auto registry = load(draft);
    CHECK(category_of(*registry, "thing") == "settings");
    CHECK(category_of(*registry, "lang") == "settings");
    const auto twice = std::ranges::find_if(draft.notes, [](const auto& note) {
        return note.message == "\"lang\" stands in line 37 already: the first is kept";
    });
    CHECK(twice != draft.notes.end());
}

TEST_CASE("import: the site's name in titles") {
    CHECK(survey::site_name({"Cookie consent on GOV.UK"}) == "GOV.UK");
    CHECK(survey::site_name({"IEGS Cookie Policy"}) == "IEGS");
    CHECK(survey::site_name({"Cookies - Help - Example Council"}) == "Example Council");
    CHECK(survey::site_name({"Example Council | Cookies"}) == "Example Council");
    CHECK(survey::site_name({"Cookies", "How Example uses cookies"}) == "Example");
    CHECK(survey::site_name({"Cookie details"}).empty());
    CHECK(survey::site_name({}).empty());
}

TEST_CASE("import: text that YAML would read otherwise comes back as it was") {
    for (const std::string text : {"null",
                                   "~",
                                   "true",
                                   "1",
                                   "a: b",
                                   "a #b",
                                   "# a",
                                   "- a",
                                   "*a",
                                   "&a",
                                   "!a",
                                   "%a",
                                   "@a",
                                   "`a`",
                                   "'a'",
                                   "\"a\"",
                                   "{a}",
                                   "[a]",
                                   "| a",
                                   "> a",
                                   "? a",
                                   ": a",
                                   "a:",
                                   "---",
                                   "...",
                                   "=",
                                   "<<",
                                   "\\n",
                                   "caf\u00e9 \u2014 \U0001F36A",
                                   "a, b"}) {
        for (const std::string& purpose : {text, text + " " + std::string(120, 'x') + " " + text}) {
            CAPTURE(purpose);
            survey::Page page;
            survey::PageCookie cookie;
            cookie.name = "foo";
            cookie.purpose = purpose;
            cookie.group = text;
            cookie.theme = survey::Themed{survey::Theme::usage, true};
            cookie.doubts = {text};
            page.cookies.push_back(cookie);
            page.categories.push_back({survey::Theme::usage, text, purpose});
            const auto registry = load(survey::draft_registry(page, text));
            CHECK(registry->site() == text);
            REQUIRE(registry->find("foo") != nullptr);
            CHECK(registry->find("foo")->purpose == purpose);
            CHECK(registry->find("foo")->group == text);
            CHECK(registry->categories()[2].title == text);
            CHECK(registry->categories()[2].description == purpose);
        }
    }
}

TEST_CASE("import: whatever a page holds, the draft is a good registry") {
    std::mt19937 random(7);   // NOLINT: the same pages each time
    for (const std::string name :
         {"run_together.txt", "markdown_tables.txt", "tables.html", "lists.html", "prose.txt"}) {
        const auto text = page_text(name);
        for (int count = 0; count < 60; ++count) {
            std::string mutated = text;
            for (int change = 0; change < 12; ++change) {
                const auto at = random() % mutated.size();
                switch (random() % 3) {
                    case 0:
                        mutated[at] = static_cast<char>(random() % 256);
                        break;
                    case 1:
                        mutated.erase(at, random() % 40);
                        break;
                    default:
                        mutated.insert(at, mutated.substr(random() % mutated.size(), 30));
                }
            }
            if (const auto page = survey::read_page(mutated)) {
                INFO(mutated);
                check_complete(*page, *load(survey::draft_registry(*page, std::nullopt)));
            }
        }
    }
}
