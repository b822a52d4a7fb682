#include "config/load.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using config_test::lines_of;
using config_test::with_line;

namespace {

constexpr std::string_view good = R"(registry: 1
site: Test
revision: 0
consent:
  cookie: choice
  settings_url: /cookies
enforcement:
  mode: enforce
profiles: [java]
categories:
  - id: essential
    basis: essential
    cookies:
      - name: choice
  - id: usage
    cookies:
      - {name: "_ga*", expires: 1 year}
)";

struct Case {
    unsigned line;
    std::string_view text;
    std::string_view place;
    std::string_view message;
};

std::string faults_of(const std::string& text, const std::string& name = "test.yaml") {
    std::vector<config::Fault> faults;
    const auto registry = config::parse_registry(text, name, faults);
    CHECK((registry == nullptr) == config::has_errors(faults));
    return lines_of(faults);
}

std::string error(std::string_view place, std::string_view message) {
    return fmt::format("{}: error: {}", place, message);
}

}   // namespace

TEST_CASE("the registry that the fault cases change is good") {
    CHECK(faults_of(std::string(good)).empty());
}

TEST_CASE("each fault of a registry has its place and says what is wrong") {
    const std::vector<Case> cases{
        // the top level
        {1, "", "2:1", "a registry has no \"registry\", which is required"},
        {1, "registry: 2", "1:11",
         "\"registry\" is an unknown format version 2; this version reads"},
        {1, "registry: [1]", "1:11", "\"registry\" is an unknown format version"},
        {2, "", "1:1", "a registry has no \"site\""},
        {2, "site: ''", "2:7", "\"site\" must not be empty"},
        {2, "site: \"a\\nb\"", "2:7", "\"site\" must not have a control byte in it"},
        {2, "site: [a]", "2:7", "\"site\" must be text"},
        {3, "revision: -1", "3:11", "\"revision\" must be a whole number from 0 to 4294967295"},
        {3, "revision: 4294967296", "3:11", "\"revision\" must be a whole number"},
        {3, "revision: '1'", "3:11", "\"revision\" must be a whole number"},
        {3, "revision: 1.0", "3:11", "\"revision\" must be a whole number"},
        {3, "revison: 1", "3:1", "unknown key \"revison\" (did you mean \"revision\"?)"},
        {3, "zzz: 1", "3:1", "unknown key \"zzz\"\n"},
        {3, "site: again", "3:1", "key \"site\" stands twice in one mapping (first at 2:1)"},
        // consent
        {5, "  decided: d", "5:3", "\"consent\" has no \"cookie\", which is required"},
        {5, "  cookie: ''", "5:11", "\"cookie\" must not be empty"},
        {5, "  cookie:", "5:3", "\"cookie\" must not be empty"},
        {5, "  cookie: a;b", "5:11", "\"cookie\" must not have a \";\" in it"},
        {5, "  cookie: a=b", "5:11", "\"cookie\" must not have a \"=\" in it"},
        {5, "  cookie: 'a b'", "5:11",
         "\"cookie\" must be a token (RFC 6265): not with \" \" in it"},
        {5, "  cookie: é", "5:11", "\"cookie\" must be a token (RFC 6265): not with \"é\" in it"},
        {5, "  cookie: 'c*'", "5:11", "\"cookie\" must be one cookie's name, not a pattern"},
        {5, "  cookie: c\n  decided: c", "6:12", "\"decided\" must differ from the consent cookie"},
        {5, "  cookie: c\n  decided: c_revision", "6:12", "\"decided\" must differ"},
        {5, "  cookie: c\n  decided: [x]", "6:12", "\"decided\" must be text"},
        {5, "  cookie: c\n  format: gov-uk", "6:11",
         "\"format\" must be a mapping or civic-cookie-control, companies-house, cookiebot"},
        {5, "  cookie: c\n  format: [raw]", "6:11", "\"format\" must be text"},
        {5, "  cookie: c\n  lifetime: soon", "6:13", "\"lifetime\" must be a number and a unit"},
        {5, "  cookie: c\n  lifetime: Session", "6:13", "\"lifetime\" must be a time: a choice"},
        {5, "  cookie: c\n  write: cooked", "6:10", "\"write\" must be raw or percent, not"},
        {5, "  cookie: c\n  same_site: lax", "6:14",
         "\"same_site\" must be Lax, Strict or None, not \"lax\" (did you mean \"Lax\"?)"},
        {5, "  cookie: c\n  secure: never", "6:11", "\"secure\" must be auto or always"},
        {5, "  cookie: c\n  domain: localhost", "6:11",
         "\"domain\" must be host or a parent domain"},
        {5, "  cookie: c\n  domain: 127.0.0.1", "6:11",
         "\"domain\" must be host or a parent domain"},
        {5, "  cookie: c\n  domain: 'a;b.c'", "6:11", "\"domain\" must be host or a parent domain"},
        {5, "  cookie: __Host-c\n  domain: a.uk", "6:11",
         "a cookie \"__Host-c\" must not have a domain"},
        {5, "  cookie: c\n  inject: yes", "6:11", "\"inject\" must be true or false"},
        {5, "  cookie: c\n  inject: 'true'", "6:11", "\"inject\" must be true or false"},
        {5, "  cookie: c\n  unusable: drop", "6:13", "\"unusable\" must be replace or keep"},
        {5, "  cookie: c\n  upstream: raw", "6:13", "\"upstream\" must be keep, drop or percent"},
        {6, "  settings_url: cookies", "6:17", "\"settings_url\" must be a path that begins with"},
        {6, "  settings_url: //other.uk", "6:17", "\"settings_url\" must be a path"},
        {6, "  settings_url: '/a b'", "6:17", "\"settings_url\" must be a path"},
        {6, "  same-site: Lax", "6:3", "unknown key \"same-site\" (did you mean \"same_site\"?)"},
        // enforcement
        {7, "enforcment:", "7:1", "unknown key \"enforcment\" (did you mean \"enforcement\"?)"},
        {8, "  mode: enforced", "8:9",
         "\"mode\" must be enforce or report, not \"enforced\" (did you mean \"enforce\"?)"},
        {8, "  unregistered: drop", "8:17", "\"unregistered\" must be strip or pass"},
        {8, "  requests: all", "8:13", "\"requests\" must be refused, strip or pass"},
        {8, "  expire: all", "8:11", "\"expire\" must be domain, host or none"},
        {8, "  expire_when: now", "8:16", "\"expire_when\" must be usable or decided"},
        {8, "  lifetimes: cut", "8:14", "\"lifetimes\" must be keep or cap"},
        {8, "  shared_caches: no", "8:18", "\"shared_caches\" must be protect or preserve"},
        {8, "  gpc: obey", "8:8", "\"gpc\" must be object or ignore"},
        {8, "  bypass: /admin", "8:11", "\"bypass\" must be a list"},
        {8, "  bypass: [/a, admin/*]", "8:16", "\"bypass\" must hold paths that begin with \"/\""},
        {8, "  bypass: ['/a?b']", "8:12", "\"bypass\" must hold paths"},
        {8, "  - mode", "8:3", "\"enforcement\" must be a mapping"},
        // profiles
        {9, "profiles: java", "9:11", "\"profiles\" must be a list"},
        {9, "profiles:", "9:1", "\"profiles\" must be a list"},
        {9, "profiles: [jave]", "9:12", "unknown profile \"jave\" (did you mean \"java\"?)"},
        {9, "profiles: [java, java]", "9:18", "profile \"java\" is named twice"},
        // categories
        {12, "    basis: always", "12:12",
         "\"basis\" must be essential, consent or exempt, not \"always\""},
        {11, "  - title: x", "11:5", "a category has no \"id\", which is required"},
        {11, "  - id: 'a b'", "11:9", "\"id\" must be at most 64 letters, digits, \"_\", \"-\""},
        {11, "  - id: {}", "11:9", "\"id\" must be text"},
        {11, "  - id: usage", "15:9", "duplicate category id \"usage\" (first at 11:9)"},
        {13, "    cookis:", "13:5", "unknown key \"cookis\" (did you mean \"cookies\"?)"},
        {14, "      - choice", "14:9", "a cookie must be a mapping"},
        {14, "      - purpose: x", "14:9", "a cookie has no \"name\", which is required"},
        {14, "      - name: ''", "14:15", "\"name\" must not be empty"},
        {14, "      - name: [a]", "14:15", "\"name\" must be text"},
        {14, "      - name: 'a;b'", "14:15", "\"name\" must not have a \";\" in it"},
        {14, "      - name: a=b", "14:15", "\"name\" must not have a \"=\" in it"},
        {14, "      - name: \"a\\tb\"", "14:15", "\"name\" must not have a control byte in it"},
        {14, "      - name: \"a\\0b\"", "14:15", "\"name\" must not have a control byte in it"},
        {14, "      - name: ' a'", "14:15", "\"name\" must not begin or end with a blank"},
        {14, "      - name: 'a '", "14:15", "\"name\" must not begin or end with a blank"},
        {14, "      - name: _ga*", "17:16", "duplicate cookie name \"_ga*\" (first at 14:15)"},
        {14, "      - {name: a, expires: 1 fortnight}", "14:28",
         "\"expires\" must be a number and a unit"},
        {14, "      - {name: a, expires: 0 days}", "14:28", "\"expires\" must be a number"},
        {14, "      - {name: a, path: \"/\\r\\n\"}", "14:25", "\"path\" must begin with \"/\" and"},
        {14, "      - {name: a, path: x}", "14:25", "\"path\" must begin with \"/\""},
        {14, "      - {name: a, domain: 'a b'}", "14:27", "\"domain\" must be a host name"},
        {14, "      - {name: a, partitioned: 1}", "14:32", "\"partitioned\" must be true or false"},
        {14, "      - {name: a, expire: 1 day}", "14:19", "unknown key \"expire\" (did you mean "},
    };
    for (const Case& one : cases) {
        const std::string text = with_line(good, one.line, one.text);
        CAPTURE(one.text);
        CHECK_THAT(faults_of(text), Catch::Contains(error(one.place, one.message)));
    }
}

TEST_CASE("an exempt category needs a way to object") {
    std::string text = with_line(good, 15, "  - id: usage\n    basis: exempt");
    CHECK(faults_of(text).empty());
    text = with_line(text, 6, "");
    CHECK_THAT(faults_of(text),
               Catch::Contains(error("16:12", "\"basis: exempt\" needs \"consent.settings_url\"")));
}

TEST_CASE("a registry has from 1 to 64 categories") {
    const std::string head = "registry: 1\nsite: s\nconsent: {cookie: c, settings_url: /c}\n";
    CHECK(faults_of(head + "categories: []\n") ==
          "4:13: error: \"categories\" must have at least one category\n");
    std::string text = head + "categories:\n";
    for (int number = 0; number < 64; ++number) {
        text += fmt::format("  - id: c{}\n", number);
    }
    CHECK(faults_of(text).empty());
    CHECK(faults_of(text + "  - id: more\n    cookies: [{name: n}]\n") ==
          "69:5: error: more than 64 categories\n");
}

TEST_CASE("JSON is checked with line and column too") {
    constexpr std::string_view json = R"({
  "registry": 1,
  "site": "Test",
  "consent": {"cookie": "choice", "settings_url": "/cookies"},
  "categories": [
    {"id": "essential", "basis": "essential",
     "cookies": [{"name": "choice"}]}
  ]
}
)";
    CHECK(faults_of(std::string(json), "test.json").empty());
    const std::vector<Case> cases{
        {2, "\"registry\": 2,", "2:13", "\"registry\" is an unknown format version 2"},
        {3, "\"site\": \"\",", "3:9", "\"site\" must not be empty"},
        {3, "\"sites\": \"x\",", "3:1", "unknown key \"sites\" (did you mean \"site\"?)"},
        {3, "\"site\": \"a\", \"site\": \"b\",", "3:14", "key \"site\" stands twice"},
        {4, "\"consent\": {\"cookie\": \"a;b\"},", "4:23",
         "\"cookie\" must not have a \";\" in it"},
        {4, "\"consent\": {\"cookie\": \"a\", \"inject\": \"true\"},", "4:38",
         "\"inject\" must be true or false"},
        {4, "\"consent\": {\"cookie\": \"a\", \"lifetime\": 5},", "4:40",
         "\"lifetime\" must be text"},
        {4, "\"consent\": null,", "4:12", "\"consent\" must be a mapping"},
        {7, "\"cookies\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}", "7:37",
         "duplicate cookie name"},
        {7, "\"cookies\": [{\"name\": \"a\", \"expires\": \"x\"}]}", "7:38", "\"expires\" must be"},
        {7, "\"cookies\": [{\"name\": \"a\"},]}", "7:27", "JSON syntax error"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        CHECK_THAT(faults_of(with_line(json, one.line, one.text), "test.json"),
                   Catch::Contains(error(one.place, one.message)));
    }
}

TEST_CASE("all faults of a file are found in one run, in the order of their places") {
    const std::string text = R"(registry: 3
site: Test
site: Twice
consnt: {}
consent:
  cookie: a;b
  lifetime: 500 days
enforcement: {mode: off, gpc: 1}
profiles: [cobol]
categories:
  - id: essential
    basis: allways
    cookies:
      - {name: "x;y"}
      - {name: one}
      - {name: two, expires: tomorrow}
      - {name: one, purpos: ...}
  - id: essential
)";
    CHECK(faults_of(text) ==
          "1:11: error: \"registry\" is an unknown format version 3; this version reads 1\n"
          "3:1: error: key \"site\" stands twice in one mapping (first at 2:1)\n"
          "4:1: error: unknown key \"consnt\" (did you mean \"consent\"?)\n"
          "6:11: error: \"cookie\" must not have a \";\" in it: no cookie name has\n"
          "7:13: warning: \"lifetime\" is over 400 days; browsers keep no cookie longer\n"
          "8:21: error: \"mode\" must be enforce or report, not \"off\"\n"
          "8:31: error: \"gpc\" must be object or ignore, not \"1\"\n"
          "9:12: error: unknown profile \"cobol\"\n"
          "12:12: error: \"basis\" must be essential, consent or exempt, not \"allways\"\n"
          "14:16: error: \"name\" must not have a \";\" in it: no cookie name has\n"
          "16:30: error: \"expires\" must be a number and a unit from seconds to years (as in 1 "
          "year), or Session, not \"tomorrow\"\n"
          "17:16: error: duplicate cookie name \"one\" (first at 15:16)\n"
          "17:21: error: unknown key \"purpos\" (did you mean \"purpose\"?)\n"
          "18:9: error: duplicate category id \"essential\" (first at 11:9)\n");
}

TEST_CASE("a file that cannot be read is a fault at 1:1 with the system's reason") {
    std::vector<config::Fault> faults;
    CHECK_FALSE(config::load_registry("/nonexistent/registry.yaml", faults));
    CHECK_FALSE(config::load_registry("/tmp", faults));
    REQUIRE(faults.size() == 2);
    CHECK(to_string(faults[0]) ==
          "/nonexistent/registry.yaml:1:1: error: cannot read the file: No such file or directory");
    CHECK(to_string(faults[1]) == "/tmp:1:1: error: cannot read the file: Is a directory");
}
