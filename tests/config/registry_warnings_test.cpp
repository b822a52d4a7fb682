#include "config/load.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

namespace {

std::string warnings_of(const std::string& text) {
    std::vector<config::Fault> faults;
    const auto registry = config::parse_registry(text, "test.yaml", faults);
    INFO(config_test::lines_of(faults));
    CHECK(registry);
    return config_test::lines_of(faults);
}

std::string with_cookie(std::string_view category, std::string_view cookie) {
    return fmt::format(
        "registry: 1\nsite: s\nconsent: {{cookie: c, settings_url: /c}}\n"
        "categories:\n  - {}\n    cookies:\n      - {}\n",
        category, cookie);
}

}   // namespace

TEST_CASE("a cookie in a category where it hardly belongs is warned of") {
    struct Case {
        std::string_view category;
        std::string_view name;
        std::string_view warning;   ///< none: empty
    };
    const std::vector<Case> cases{
        {"id: settings", "JSESSIONID", "7:15: warning: \"JSESSIONID\" is known as a session"},
        {"id: settings", "JSESSIONID*", "is known as a session"},
        {"id: settings", "PHPSESSID", "is known as a session"},
        {"id: settings", "ASP.NET_SessionId", "is known as a session"},
        {"id: settings", "connect.sid", "is known as a session"},
        {"id: settings", "XSRF-TOKEN", "is known as a session"},
        {"id: settings", "*csrf*", "is known as a session"},
        {"id: settings", "AWSALB", "is known as a session, CSRF or load balancer cookie"},
        {"id: settings", "theme", ""},
        {"id: settings", "_ga", ""},
        {"id: essential", "JSESSIONID", ""},
        {"{id: u, basis: exempt}", "JSESSIONID", ""},
        {"id: essential", "_ga",
         "7:15: warning: \"_ga\" is known to track (_ga), but the category"},
        {"id: essential", "_ga_*", "is known to track"},
        {"id: essential", "_ga_S5RQ7FTGVR", "is known to track (_ga_*)"},
        {"id: essential", "_ga*", "is known to track"},
        {"id: essential", "*", "is known to track"},
        {"id: essential", "_hjSessionUser_1", "is known to track"},
        {"id: essential", "hubspotutk", "is known to track"},
        {"id: essential", "_gallery", ""},
        {"{id: needed, basis: essential}", "_fbp", "is known to track"},
        {"id: usage", "_fbp", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.category, one.name);
        std::string category(one.category);
        if (category.starts_with('{')) {
            category = category.substr(1, category.size() - 2);
            category.replace(category.find(", "), 2, "\n    ");
        }
        std::string found = warnings_of(with_cookie(category, fmt::format("name: '{}'", one.name)));
        if (one.warning.empty()) {
            CHECK(found.empty());
        } else {
            CHECK_THAT(found, Catch::Contains(std::string(one.warning)));
            CHECK(std::count(found.begin(), found.end(), '\n') == 1);
        }
    }
}

TEST_CASE("a pattern is not warned of for a name that another entry has") {
    CHECK(warnings_of("registry: 1\nsite: s\nconsent: {cookie: c, settings_url: /c}\ncategories:\n"
                      "  - {id: essential, cookies: [{name: 'app_*'}, {name: csrftoken}]}\n"
                      "  - {id: settings, cookies: [{name: 'csrft*'}]}\n")
              .empty());
}

TEST_CASE("a lifetime over 400 days is warned of") {
    CHECK_THAT(warnings_of(with_cookie("id: usage", "{name: a, expires: 2 years}")),
               Catch::Equals("7:28: warning: \"expires\" is over 400 days; browsers keep no cookie "
                             "longer\n"));
    CHECK(warnings_of(with_cookie("id: usage", "{name: a, expires: 400 days}")).empty());
    CHECK_THAT(
        warnings_of("registry: 1\nsite: s\ncategories: [{id: essential}]\nconsent:\n"
                    "  cookie: c\n  lifetime: 401 days\n"),
        Catch::Equals("6:13: warning: \"lifetime\" is over 400 days; browsers keep no cookie "
                      "longer\n"));
}

TEST_CASE("a bypass of everything is warned of") {
    const std::string text = with_cookie("id: usage", "name: a") + "enforcement:\n  bypass: [";
    CHECK_THAT(
        warnings_of(text + "/*]\n"),
        Catch::Equals("9:12: warning: \"bypass\" has \"/*\", which is every path: nothing is "
                      "enforced\n"));
    CHECK_THAT(warnings_of(text + "/a, '/**']\n"), Catch::Contains("9:16: warning: \"bypass\""));
    CHECK(warnings_of(text + "/, /a/*, '/*.css']\n").empty());
}

TEST_CASE("a choice that nobody can change is warned of") {
    const std::string head = "registry: 1\nsite: s\nconsent:\n  cookie: c\ncategories:\n";
    CHECK_THAT(
        warnings_of(head + "  - id: usage\n"),
        Catch::Equals("4:3: warning: no \"settings_url\": visitors have no way to change the "
                      "choice\n"));
    CHECK(warnings_of(head + "  - id: essential\n").empty());
}

TEST_CASE("a basis that the category essential cannot have is warned of, and it is always on") {
    for (const std::string_view basis : {"consent", "exempt"}) {
        CAPTURE(basis);
        const std::string text = fmt::format(
            "registry: 1\nsite: s\nconsent: {{cookie: c}}\ncategories:\n"
            "  - id: essential\n    basis: {}\n    cookies: [{{name: PHPSESSID}}]\n",
            basis);
        CHECK(warnings_of(text) ==
              "6:12: warning: the category \"essential\" is always on, whatever its basis says\n");
        std::vector<config::Fault> faults;
        const auto registry = config::parse_registry(text, "test.yaml", faults);
        REQUIRE(registry);
        CHECK(registry->categories()[0].basis == consent::Basis::essential);
        CHECK(registry->always_on().contains(0));
        CHECK(registry->exempt().empty());
    }
    CHECK(warnings_of(with_cookie("id: essential\n    basis: essential", "name: a")).empty());
}

TEST_CASE("a public suffix as the domain of the consent cookie is warned of") {
    const auto with_domain = [](std::string_view domain) {
        return fmt::format(
            "registry: 1\nsite: s\nconsent:\n  cookie: c\n  domain: {}\n"
            "  settings_url: /c\ncategories: [{{id: essential}}]\n",
            domain);
    };
    for (const std::string_view domain : {"co.uk", ".co.uk", "Gov.UK", "github.io"}) {
        CAPTURE(domain);
        CHECK_THAT(warnings_of(with_domain(domain)),
                   Catch::StartsWith("5:11: warning: ") &&
                       Catch::Contains("is a public suffix: browsers refuse every cookie"));
    }
    for (const std::string_view domain :
         {"host", "example.co.uk", "www.gov.uk", "example.org", "shop.internal"}) {
        CAPTURE(domain);
        CHECK(warnings_of(with_domain(domain)).empty());
    }
}

TEST_CASE("a label in the place of a name is warned of") {
    CHECK_THAT(warnings_of(with_cookie("id: essential", "name: m (Stripe)")),
               Catch::Equals("7:15: warning: \"m (Stripe)\" does not look like a cookie's name; a "
                             "label goes into \"label\"\n"));
}
