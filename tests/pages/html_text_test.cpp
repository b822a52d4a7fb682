#include "pages/html_text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

namespace pages {
namespace {

using namespace std::string_literals;

TEST_CASE("text becomes markup that is ASCII and can be misread by nobody") {
    const std::vector<std::pair<std::string, std::string>> rows{
        {"", ""},
        {"Cookies on GOV.UK", "Cookies on GOV.UK"},
        {"</script><b>\"'&", "&#60;/script&#62;&#60;b&#62;&#34;&#39;&#38;"},
        {"&amp;", "&#38;amp;"},
        {"a\tb\nc", "a\tb\nc"},
        {"{}", "{}"},
        {"\xc5\xb5", "&#373;"},
        {"\xe2\x80\x99", "&#8217;"},
        {"\xf0\x9f\x8d\xaa", "&#127850;"},
        // What HTML or XML has no reference for.
        {"a\0b\r\x1b\x7f"s, "a&#65533;b&#65533;&#65533;&#65533;"},
        {"\xc2\x85", "&#65533;"},
        {"\xef\xbf\xbe\xef\xbf\xbf", "&#65533;&#65533;"},
        {"\xef\xb7\x90", "&#65533;"},
        {"\xf0\x9f\xbf\xbf", "&#65533;"},
        {"\xed\xa0\x80!", "&#65533;!"},
        {"\xf4\x90\x80\x80!", "&#65533;!"},
        {"\xff!", "&#65533;!"},
        {"\xc3", "&#65533;"},
        {"\xe2\x80", "&#65533;"},
    };
    for (const auto& [text, markup] : rows) {
        INFO(text);
        CHECK(html_text(text) == markup);
    }
}

TEST_CASE("an empty line ends a paragraph") {
    CHECK(html_paragraphs("").empty());
    CHECK(html_paragraphs(" \n\n\n ").empty());
    CHECK(html_paragraphs("a <b>") == "<p>a &#60;b&#62;</p>\n");
    CHECK(html_paragraphs("a\nb\n\n\n c\n") == "<p>a\nb</p>\n<p>c</p>\n");
}

TEST_CASE("placeholders are filled with markup, and the rest of a sentence is text") {
    const std::vector<std::pair<std::string, std::string>> rows{
        {"", ""},
        {"{site}", "<i>{id}</i>"},
        {"<b> on {site}, {site}: {id}.", "&#60;b&#62; on <i>{id}</i>, <i>{id}</i>: 7."},
        {"{other} {site", "{other} {site"},
        {"{{site}}", "{<i>{id}</i>}"},
        {"} { } {}", "} { } {}"},
        {"{Site}{ site}", "{Site}{ site}"},
    };
    for (const auto& [sentence, markup] : rows) {
        INFO(sentence);
        CHECK(fill(sentence, {{"site", "<i>{id}</i>"}, {"id", "7"}}) == markup);
    }
}

TEST_CASE("a language has its direction") {
    CHECK(language_attributes("en") == R"( lang="en")");
    CHECK(language_attributes("cy-GB") == R"( lang="cy-GB")");
    CHECK(language_attributes("ur") == R"( lang="ur" dir="rtl")");
    CHECK(language_attributes("AR-eg") == R"( lang="AR-eg" dir="rtl")");
}

}   // namespace
}   // namespace pages
