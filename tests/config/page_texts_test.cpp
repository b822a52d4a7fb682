#include "config/page_text_fields.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using consent::PageText;

namespace {

std::set<std::string> placeholders_of(std::string_view text) {
    std::set<std::string> found;
    for (std::size_t open = text.find('{'); open != std::string_view::npos;
         open = text.find('{', open + 1)) {
        found.emplace(text.substr(open, text.find('}', open) + 1 - open));
    }
    return found;
}

std::string file_of(std::string_view tag) {
    std::ifstream file(SOURCE_DIR "/config/texts/" + std::string(tag) + ".yaml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}   // namespace

TEST_CASE("English and Welsh are shipped, English first, and every file of texts is") {
    std::vector<std::string> tags;
    for (const consent::PageLanguage& language : config::shipped_languages()) {
        tags.push_back(language.tag);
        CHECK(file_of(language.tag)
                  .starts_with("# yaml-language-server: $schema=../schema/texts.schema.json\n"));
    }
    CHECK(tags == std::vector<std::string>{"en", "cy"});
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(SOURCE_DIR "/config/texts")) {
        files += file.path().extension() == ".yaml" ? 1 : 0;
    }
    CHECK(files == tags.size());
}

TEST_CASE("every shipped language has every text, with the placeholders of the English one") {
    const consent::PageLanguage& english = config::shipped_languages().front();
    for (const consent::PageLanguage& language : config::shipped_languages()) {
        CHECK(config::missing_texts(language).empty());
        for (std::size_t at = 0; at < language.texts.size(); ++at) {
            CAPTURE(language.tag, consent::page_text_names[at]);
            CHECK(placeholders_of(language.texts[at]) == placeholders_of(english.texts[at]));
            CHECK((language.tag == "en" || at == static_cast<std::size_t>(PageText::no) ||
                   language.texts[at] != english.texts[at]));
        }
    }
}

TEST_CASE("the placeholders of the English texts are those that they are for") {
    const consent::PageLanguage& english = config::shipped_languages().front();
    using Names = std::set<std::string>;
    CHECK(placeholders_of(english[PageText::accepted]) == Names{"{settings}"});
    CHECK(placeholders_of(english[PageText::rejected]) == Names{"{settings}"});
    CHECK(placeholders_of(english[PageText::refused_text]) == Names{"{settings}"});
    CHECK(placeholders_of(english[PageText::question]) == Names{"{category}"});
    CHECK(placeholders_of(english[PageText::receipt]) == Names{"{id}"});
    CHECK(placeholders_of(english[PageText::video]) == Names{"{title}"});
    CHECK(placeholders_of(english[PageText::banner_title]) == Names{"{site}"});
}

TEST_CASE("the labels of the pattern are its own") {
    const consent::PageLanguage& english = config::shipped_languages().front();
    CHECK(english[PageText::accept] == "Accept additional cookies");
    CHECK(english[PageText::reject] == "Reject additional cookies");
    CHECK(english[PageText::view_settings] == "View cookies");
    CHECK(english[PageText::hide] == "Hide cookie message");
    CHECK(english[PageText::yes] == "Yes");
    const consent::PageLanguage& welsh = config::shipped_languages().at(1);
    CHECK(welsh[PageText::accept] == "Derbyn cwcis ychwanegol");
    CHECK(welsh[PageText::reject] == "Gwrthod cwcis ychwanegol");
    CHECK(welsh[PageText::no] == "Nac ydw");
}
