#include "config/fingerprint.hpp"
#include "config/load.hpp"
#include "config/page_text_fields.hpp"
#include "tests/config/folder.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using consent::PageText;

namespace {

std::shared_ptr<const consent::Registry> read(std::string_view text) {
    std::vector<config::Fault> faults;
    auto registry = config::parse_registry(text, "test.yaml", faults);
    INFO(config_test::lines_of(faults));
    REQUIRE(registry);
    return registry;
}

std::string with_pages(std::string_view pages) {
    return fmt::format(
        "registry: 1\nsite: s\nconsent: {{cookie: c, decided: d}}\npages: {}\n"
        "categories: [{{id: essential}}]\n",
        pages);
}

std::vector<std::string> tags_of(const consent::Registry& registry) {
    std::vector<std::string> tags;
    for (const consent::PageLanguage& language : registry.pages()->languages) {
        tags.push_back(language.tag);
    }
    return tags;
}

}   // namespace

TEST_CASE("every key of pages, third parties and receipts reaches its setting") {
    const auto registry = read(R"(registry: 1
site: Test
consent: {cookie: choice, decided: chosen}
third_parties:
  - {host: "*.HotJar.com.", category: more}
  - {host: "[::0001]", category: usage}
  - {host: 192.0.2.1, category: usage}
pages:
  base: /help/cookies_1~.2-x
  style: plain
  stylesheet: https://static.example.org/own.css
  banner: false
  guard: false
  max_document: 64KiB
  language: cy
  texts: {CY: {hide: Cau}}
  links: [{text: Privacy, href: /privacy}, {text: Us, href: "https://example.org/"}]
receipts: {file: receipts.jsonl, rotate: 1MiB, keep: 3}
categories:
  - {id: essential}
  - {id: usage, title: U, description: D, translations: {cy: {title: T, description: E}, gd: {}}}
  - {id: more, title: U, description: D}
)");
    REQUIRE(registry->pages());
    const consent::PageSettings& pages = *registry->pages();
    CHECK(pages.base == "/help/cookies_1~.2-x");
    CHECK(pages.style == consent::PageStyle::plain);
    CHECK(pages.stylesheet == "https://static.example.org/own.css");
    CHECK_FALSE(pages.banner);
    CHECK_FALSE(pages.guard);
    CHECK(pages.max_document == 64 * 1024);
    REQUIRE(pages.languages.size() == 1);
    CHECK(pages.languages[0].tag == "cy");
    CHECK(pages.languages[0][PageText::hide] == "Cau");
    CHECK(pages.languages[0][PageText::accept] ==
          config::shipped_languages().at(1)[PageText::accept]);
    REQUIRE(pages.links.size() == 2);
    CHECK(pages.links[0].text == "Privacy");
    CHECK(pages.links[0].href == "/privacy");
    CHECK(pages.links[1].href == "https://example.org/");
    REQUIRE(registry->third_parties().size() == 3);
    CHECK(registry->third_parties()[0].host == "*.hotjar.com");
    CHECK(registry->third_parties()[0].category == 2);
    CHECK(registry->third_parties()[1].host == "[::1]");
    CHECK(registry->third_parties()[1].category == 1);
    CHECK(registry->third_parties()[2].host == "192.0.2.1");
    REQUIRE(registry->receipts());
    CHECK(registry->receipts()->kind == consent::ReceiptSettings::Kind::lines);
    CHECK(registry->receipts()->path == "receipts.jsonl");
    CHECK(registry->receipts()->rotate == 1024 * 1024);
    CHECK(registry->receipts()->keep == 3);
    const auto& translations = registry->categories()[1].translations;
    REQUIRE(translations.size() == 2);
    CHECK(translations[0].language == "cy");
    CHECK(translations[0].title == "T");
    CHECK(translations[0].description == "E");
    CHECK(translations[1].language == "gd");
}

TEST_CASE("a registry has no pages, third parties and receipts unless given") {
    const auto registry = read("registry: 1\nsite: s\nconsent: {cookie: c}\ncategories: [{id: a}]");
    CHECK_FALSE(registry->pages());
    CHECK(registry->third_parties().empty());
    CHECK_FALSE(registry->receipts());
}

TEST_CASE("an empty mapping is pages with all defaults") {
    const auto registry = read(with_pages("{}"));
    REQUIRE(registry->pages());
    CHECK(registry->pages()->base == "/cookies");
    CHECK(registry->pages()->style == consent::PageStyle::govuk);
    CHECK_FALSE(registry->pages()->stylesheet);
    CHECK(registry->pages()->banner);
    CHECK(registry->pages()->guard);
    CHECK(registry->pages()->max_document == 10 * 1024 * 1024);
    CHECK(registry->pages()->links.empty());
    CHECK(tags_of(*registry) == std::vector<std::string>{"en", "cy"});
}

TEST_CASE("the languages of the pages are one, or English and all others") {
    std::string french;
    for (std::size_t at = 0; at < consent::page_text_names.size(); ++at) {
        french += fmt::format("{}: '{}', ", consent::page_text_names[at],
                              config::shipped_languages().front().texts[at]);
    }
    const std::string texts = fmt::format("texts: {{fr: {{{}}}, cy: {{no: Na}}}}", french);
    using Tags = std::vector<std::string>;
    CHECK(tags_of(*read(with_pages("{language: auto}"))) == Tags{"en", "cy"});
    CHECK(tags_of(*read(with_pages("{language: en}"))) == Tags{"en"});
    CHECK(tags_of(*read(with_pages("{language: Cy}"))) == Tags{"cy"});
    const auto all = read(with_pages("{" + texts + "}"));
    CHECK(tags_of(*all) == Tags{"en", "cy", "fr"});
    CHECK(all->pages()->languages[1][PageText::no] == "Na");
    CHECK(tags_of(*read(with_pages("{language: FR, " + texts + "}"))) == Tags{"fr"});
}

TEST_CASE("receipts lie beside the registry file, wherever that is") {
    const config_test::Folder folder;
    const auto path_of = [&](std::string_view name, std::string_view receipts) {
        const auto file =
            folder.write(name, with_pages("{}") + fmt::format("receipts: {}\n", receipts));
        std::vector<config::Fault> faults;
        const auto registry = config::load_registry(file, faults);
        INFO(config_test::lines_of(faults));
        REQUIRE(registry);
        return *registry->receipts();
    };
    CHECK(path_of("r.yaml", "{file: a.jsonl}").path == (folder.path() / "a.jsonl").string());
    CHECK(path_of("sub/r.yaml", "{file: ../a.jsonl}").path == (folder.path() / "a.jsonl").string());
    CHECK(path_of("r.yaml", "{file: /var/lib/a.jsonl}").path == "/var/lib/a.jsonl");
    const auto sqlite = path_of("r.yaml", "{sqlite: data/a.db}");
    CHECK(sqlite.kind == consent::ReceiptSettings::Kind::sqlite);
    CHECK(sqlite.path == (folder.path() / "data/a.db").string());
    CHECK(sqlite.rotate == 64 * 1024 * 1024);
    CHECK(sqlite.keep == 10);
}

TEST_CASE("a registry knows the SHA-256 of its file") {
    // FIPS 180-2, appendix B.1.
    CHECK(config::fingerprint("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(config::fingerprint("") ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const std::string text = with_pages("{}");
    CHECK(read(text)->fingerprint() == config::fingerprint(text));
    const config_test::Folder folder;
    std::vector<config::Fault> faults;
    const auto loaded = config::load_registry(folder.write("r.yaml", text), faults);
    REQUIRE(loaded);
    CHECK(loaded->fingerprint() == config::fingerprint(text));
    CHECK(read(text + "# more\n")->fingerprint() != loaded->fingerprint());
}
