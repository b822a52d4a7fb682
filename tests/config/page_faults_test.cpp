#include "config/load.hpp"
#include "config/page_text_fields.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using config_test::lines_of;
using config_test::with_line;

namespace {

constexpr std::string_view good = R"(registry: 1
site: Test
consent:
  cookie: choice
  decided: chosen
enforcement:
  mode: enforce
pages:
  base: /cookies
third_parties:
  - {host: "*.hotjar.com", category: usage}
receipts:
  file: receipts.jsonl
categories:
  - {id: essential}
  - {id: usage, title: Usage, description: How much}
  - {id: optional, title: More, description: What, basis: exempt}
)";

struct Case {
    unsigned line;
    std::string_view text;
    std::string_view place;
    std::string_view message;   ///< none: without any fault
};

std::string faults_of(const std::string& text) {
    std::vector<config::Fault> faults;
    const auto registry = config::parse_registry(text, "test.yaml", faults);
    CHECK((registry == nullptr) == config::has_errors(faults));
    return lines_of(faults);
}

void check(const std::vector<Case>& cases, std::string_view severity) {
    for (const Case& one : cases) {
        const std::string faults = faults_of(with_line(good, one.line, one.text));
        CAPTURE(one.text);
        if (one.message.empty()) {
            CHECK(faults.empty());
        } else {
            CHECK_THAT(faults, Catch::Contains(
                                   fmt::format("{}: {}: {}", one.place, severity, one.message)));
        }
    }
}

}   // namespace

TEST_CASE("the registry with pages that the fault cases change is good") {
    CHECK(faults_of(std::string(good)).empty());
}

TEST_CASE("each fault of pages has its place and says what is wrong") {
    const std::vector<Case> cases{
        {9, "", "8:1", "\"pages\" must be a mapping; \"pages: {}\" has all defaults"},
        {9, "  - base", "9:3", "\"pages\" must be a mapping"},
        {9, "  bases: /c", "9:3", "unknown key \"bases\" (did you mean \"base\"?)"},
        {9, "  base: cookies", "9:9", "\"base\" must be a path such as /cookies or /help/cookies"},
        {9, "  base: ''", "9:9", "\"base\" must be a path such as"},
        {9, "  base: /", "9:9", "\"base\" must be a path such as"},
        {9, "  base: /cookies/", "9:9", "\"base\" must be a path such as"},
        {9, "  base: //cookies", "9:9", "\"base\" must be a path such as"},
        {9, "  base: /help//cookies", "9:9", "\"base\" must be a path such as"},
        {9, "  base: /help/../cookies", "9:9", "\"base\" must be a path such as"},
        {9, "  base: /./cookies", "9:9", "\"base\" must be a path such as"},
        {9, "  base: /cookies?a=b", "9:9", "\"base\" must be a path such as"},
        {9, "  base: '/cookies#a'", "9:9", "\"base\" must be a path such as"},
        {9, "  base: /cwc%C3%AEs", "9:9", "\"base\" must be a path such as"},
        {9, "  base: '/a b'", "9:9", "\"base\" must be a path such as"},
        {9, "  base: https://a.uk/cookies", "9:9", "\"base\" must be a path such as"},
        {9, "  base: [/a]", "9:9", "\"base\" must be text"},
        {9, "  base: /.well-known/consent-proxy", "9:9", "\"base\" must not be inside"},
        {9, "  base: /.well-known/consent-proxy/c", "9:9", "\"base\" must not be inside"},
        {9, "  style: gov-uk", "9:10",
         "\"style\" must be govuk or plain, not \"gov-uk\" (did you mean \"govuk\"?)"},
        {9, "  stylesheet: own.css", "9:15", "\"stylesheet\" must be a path that begins with"},
        {9, "  banner: yes", "9:11", "\"banner\" must be true or false"},
        {9, "  guard: 1", "9:10", "\"guard\" must be true or false"},
        {9, "  max_document: 0", "9:17", "\"max_document\" must be from 1 to"},
        {9, "  max_document: 10MB", "9:17", "\"max_document\" must be"},
        {9, "  links: /privacy", "9:10", "\"links\" must be a list"},
        {9, "  links: [/privacy]", "9:11", "a link must be a mapping"},
        {9, "  links: [{text: P}]", "9:11", "a link has no \"href\", which is required"},
        {9, "  links: [{href: /p}]", "9:11", "a link has no \"text\", which is required"},
        {9, "  links: [{text: '', href: /p}]", "9:18", "\"text\" must not be empty"},
        {9, "  links: [{text: P, href: p}]", "9:27", "\"href\" must be a path that begins"},
        {9, "  links: [{text: P, href: 'javascript:a'}]", "9:27", "\"href\" must be a path"},
        // languages
        {9, "  language: fr", "9:13",
         "\"language\" must be auto, en or cy, or another language under \"texts\", not \"fr\""},
        {9, "  language: [en]", "9:13", "\"language\" must be text"},
        {9, "  language:", "9:3", "\"language\" must not be empty"},
        {9, "  texts: [en]", "9:10", "\"texts\" must be a mapping of languages"},
        {9, "  texts: {en: [a]}", "9:15", "a language must be a mapping"},
        {9, "  texts: {e: {}}", "9:11", "\"e\" is no language tag, as en or cy"},
        {9, "  texts: {'en_GB': {}}", "9:11", "\"en_GB\" is no language tag"},
        {9, "  texts: {auto: {}}", "9:11", "\"auto\" is no language tag"},
        {9, "  texts: {en: {}, EN: {}}", "9:19", "duplicate language \"EN\""},
        {9, "  texts: {en: {acept: x}}", "9:16",
         "unknown key \"acept\" (did you mean \"accept\"?)"},
        {9, "  texts: {en: {accept: ''}}", "9:24", "\"accept\" must not be empty"},
        {9, "  texts: {en: {accept: [x]}}", "9:24", "\"accept\" must be text"},
        {9, "  texts: {en: {accept: \"a\\nb\"}}", "9:24", "\"accept\" must be one line"},
        {9, "  texts: {en: {accept: 'all of {sites}'}}", "9:24",
         "\"accept\" has \"{sites}\" in it, which stands for nothing there (did you mean "
         "\"site\"?"},
        {9, "  texts: {en: {saved: '{id}'}}", "9:23", "\"saved\" has \"{id}\" in it, which stands"},
        {9, "  texts: {en: {receipt: Thanks}}", "9:25", "\"receipt\" has no \"{id}\" in it"},
        // receipts
        {13, "  rotate: 1MiB", "13:3", "\"receipts\" must have either \"file\" or \"sqlite\""},
        {13, "  {file: a, sqlite: b}", "13:3", "\"receipts\" must have either \"file\" or"},
        {13, "  file: ''", "13:9", "\"file\" must be the path of a file"},
        {13, "  file: a/", "13:9", "\"file\" must be the path of a file"},
        {13, "  sqlite: \"a\\0b\"", "13:11", "\"sqlite\" must be the path of a file"},
        {13, "  file: a\n  rotate: 1KiB", "14:11", "\"rotate\" must be from 65536 to"},
        {13, "  file: a\n  keep: 0", "14:9", "\"keep\" must be a whole number from 1 to 10000"},
        {13, "  sqlite: a\n  keep: 1", "14:9", "\"keep\" goes with \"file\" only"},
        {13, "  sqlite: a\n  rotate: 1MiB", "14:11", "\"rotate\" goes with \"file\" only"},
        {13, "  path: a", "13:3", "unknown key \"path\""},
        {13, "  - a", "13:3", "\"receipts\" must be a mapping"},
        // translations
        {15, "  - {id: essential, translations: cy}", "15:35",
         "\"translations\" must be a mapping of languages"},
        {15, "  - {id: essential, translations: {welsh language: {}}}", "15:36",
         "\"welsh language\" is no language tag"},
        {15, "  - {id: essential, translations: {cy: {}, CY: {}}}", "15:44",
         "duplicate language \"CY\""},
        {15, "  - {id: essential, translations: {cy: {name: x}}}", "15:41", "unknown key \"name\""},
        {15, "  - {id: essential, translations: {cy: Hanfodol}}", "15:40",
         "a translation must be a mapping"},
    };
    check(cases, "error");
}

TEST_CASE("each fault of third parties has its place and says what is wrong") {
    const std::vector<Case> cases{
        {11, "  - hotjar.com", "11:5", "a third party must be a mapping"},
        {11, "  - {host: hotjar.com}", "11:5", "a third party has no \"category\""},
        {11, "  - {category: usage}", "11:5", "a third party has no \"host\""},
        {11, "  - {host: a.com, category: usages}", "11:29",
         "unknown category \"usages\" (did you mean \"usage\"?)"},
        {11, "  - {host: a.com, category: essential}", "11:29",
         "the category \"essential\" is always on: no visitor could refuse \"a.com\""},
        {11, "  - {host: '*', category: usage}", "11:12", "\"host\" must be a host or \"*.name\""},
        {11, "  - {host: 'https://a.com', category: usage}", "11:12", "\"host\" must be a host"},
        {11, "  - {host: a.com/x.js, category: usage}", "11:12", "\"host\" must be a host"},
        {11, "  - {host: 'a.com:443', category: usage}", "11:12", "\"host\" must be a host"},
        {11, "  - {host: 'a*.com', category: usage}", "11:12", "\"host\" must be a host"},
        {11, "  - {host: é.com, category: usage}", "11:12", "\"host\" must be a host"},
        {11, "  - {host: a.com, category: usage}\n  - {host: A.com., category: optional}", "12:12",
         "duplicate host \"a.com\" (first at 11:12)"},
        {11, "  - {host: '*.a.com', category: usage}\n  - {host: a.com, category: usage}", "", ""},
    };
    check(cases, "error");
}

TEST_CASE("what pages and all else must be to one another") {
    const std::vector<Case> cases{
        {4, "  cookie: choice\n  format: cookiebot", "10:3",
         "\"pages\" need a format that the proxy can write, and \"cookiebot\" is read-only"},
        {5, "", "4:3", "no \"decided\": the default that is given on a first visit could not be"},
        {5, "  inject: false", "", ""},
        {5, "  format: {base: nhs, categories: {optional: marketing}}", "", ""},
        {5, "  format: tarteaucitron", "", ""},
        {5, "  inject: true\n  format: hmrc", "4:3", "no \"decided\""},
        {5, "  decided: choice_notice", "5:12", "\"choice_notice\" is the cookie in which the"},
        {15, "  - {id: essential, cookies: [{name: choice_notice}]}", "15:38",
         "\"choice_notice\" is the cookie in which the proxy keeps a message for the next page"},
        {17, "  - {id: all, title: All, description: What}", "17:5",
         "with \"pages\" no category can be called \"all\""},
        {17, "  - {id: return_to, title: More, description: What}", "17:5",
         "with \"pages\" no category can be called \"return_to\""},
    };
    check(cases, "error");
    const std::string without = with_line(with_line(good, 8, ""), 9, "");
    const std::string faults = faults_of(without);
    CHECK_THAT(faults, Catch::Contains("13:3: error: \"receipts\" without \"pages\""));
    CHECK_THAT(faults, Catch::Contains("error: \"basis: exempt\" needs \"consent.settings_url\" or "
                                       "\"pages\""));
    CHECK_THAT(faults, Catch::Contains("warning: no \"settings_url\""));
    CHECK(faults_of(with_line(with_line(good, 5, ""), 9, "  banner: false")).empty());
}

TEST_CASE("what pages seldom mean is warned of") {
    const std::vector<Case> cases{
        {9, "  guard: false", "11:3", "\"guard\" is off: tags that scripts insert into a page are"},
        {7, "  bypass: [/a, /cookies*]", "7:16", "\"/cookies*\" covers the proxy's own pages at"},
        {7, "  bypass: [/cookies]", "7:12", "\"/cookies\" covers the proxy's own pages"},
        {7, "  bypass: [/cookies/*]", "7:12", "\"/cookies/*\" covers the proxy's own pages"},
        {7, "  bypass: [/cookies/own, /cook, /a/*]", "", ""},
        {16, "  - {id: usage, title: U}", "16:5",
         "the category \"usage\" has no description: visitors are asked about it without"},
        {16, "  - {id: usage, description: U}", "16:5", "the category \"usage\" has no title:"},
        {16, "  - {id: usage}", "16:5",
         "the category \"usage\" has no title and no description: visitors"},
        {16, "  - {id: usage, title: U, description: D, translations: {fr: {title: L}}}", "16:58",
         "the pages do not speak \"fr\""},
        {9, "  language: EN\n  texts: {cy: {no: Na}, en: {no: Not}}", "10:11",
         "texts in \"cy\", but \"language: EN\" leaves them out"},
        {9, "  texts: {en: {question: Well}}", "9:26", "\"question\" has no \"{category}\" in it"},
        {9, "  texts: {en: {video: Watch}}", "9:23", "\"video\" has no \"{title}\" in it"},
        {9, "  texts: {en: {accepted: Thanks}}", "9:26", "\"accepted\" has no \"{settings}\""},
        {9, "  texts: {en: {banner_title: Cookies, saved: 'a {b', hide: '{ }{}'}}", "", ""},
    };
    check(cases, "warning");
    const std::string without = R"(registry: 1
site: s
consent: {cookie: c, settings_url: /c}
third_parties: [{host: a.com, category: usage}]
categories: [{id: usage}]
)";
    CHECK(faults_of(without) ==
          "4:16: warning: no \"pages\" with a guard: tags that scripts insert into a page are not "
          "held back\n");
}

TEST_CASE("a language that is not shipped must have all texts, and the fault names the others") {
    std::string texts = "  texts:\n    fr:\n";
    const consent::PageLanguage& english = config::shipped_languages().front();
    for (std::size_t at = 0; at < english.texts.size(); ++at) {
        if (consent::page_text_names[at] != "hide" && consent::page_text_names[at] != "yes") {
            texts +=
                fmt::format("      {}: '{}'\n", consent::page_text_names[at], english.texts[at]);
        }
    }
    texts.pop_back();
    CHECK(faults_of(with_line(good, 9, texts)) ==
          "10:5: error: the language \"fr\" is not shipped, so it must have all texts; missing: "
          "hide, yes\n");
    CHECK(faults_of(with_line(good, 9, texts + "\n      hide: Non\n      yes: Oui")).empty());
}

TEST_CASE("pages of a registry with too many categories are checked all the same") {
    std::string text(good);
    for (int number = 0; number < 62; ++number) {
        text += fmt::format("  - {{id: c{}, basis: essential}}\n", number);
    }
    CHECK(faults_of(text) == "79:5: error: more than 64 categories\n");
}
