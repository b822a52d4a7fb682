#include "observe/escape.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace {

template <typename Append>
std::string written(Append append, std::string_view text) {
    fmt::memory_buffer out;
    append(out, text);
    return fmt::to_string(out);
}

}   // namespace

TEST_CASE("JSON strings are escaped and read back") {
    struct Row {
        std::string text;
        std::string read_back;
    };
    const std::string replacement = "\xef\xbf\xbd";
    const Row rows[] = {
        {"", ""},
        {"plain / text", "plain / text"},
        {"\"quoted\" \\ back", "\"quoted\" \\ back"},
        {"line\r\nline\ttab", "line\r\nline\ttab"},
        {std::string("nul\0esc\x1b"
                     "del\x7f",
                     12),
         std::string("nul\0esc\x1b"
                     "del\x7f",
                     12)},
        {"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8d\xaa", "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8d\xaa"},
        // Not UTF-8: a lone continuation, a sequence cut short, latin-1.
        {"\x80", replacement},
        {"a\xe2\x82", "a" + replacement + replacement},
        {"\xe2\x82z", replacement + replacement + "z"},
        {"caf\xe9", "caf" + replacement},
        // Overlong forms, a surrogate, past U+10FFFF.
        {"\xc0\xaf", replacement + replacement},
        {"\xe0\x80\xaf", replacement + replacement + replacement},
        {"\xf0\x80\x80\xaf", replacement + replacement + replacement + replacement},
        {"\xed\xa0\x80", replacement + replacement + replacement},
        {"\xf4\x90\x80\x80", replacement + replacement + replacement + replacement},
        {"\xf8\x88\x80\x80", replacement + replacement + replacement + replacement},
        // The ends of what is allowed.
        {"\xc2\x80\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf",
         "\xc2\x80\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const std::string json = "\"" + written(observe::append_json, row.text) + "\"";
        CHECK(nlohmann::json::parse(json).get<std::string>() == row.read_back);
        CHECK(std::none_of(json.begin(), json.end(),
                           [](char byte) { return (byte >= 0 && byte < ' ') || byte == 0x7f; }));
    }
}

TEST_CASE("lines and words are escaped") {
    struct Row {
        std::string text;
        std::string line;
        std::string word;
    };
    const Row rows[] = {
        {"", "", "-"},
        {"/path", "/path", "/path"},
        {"a b", "a b", "a\\x20b"},
        {"say \"x\"", "say \"x\"", "say\\x20\\x22x\\x22"},
        {"a\nb\r", "a\\x0ab\\x0d", "a\\x0ab\\x0d"},
        {"\x1b[2J\x7f", "\\x1b[2J\\x7f", "\\x1b[2J\\x7f"},
        {"back\\slash", "back\\\\slash", "back\\\\slash"},
        {"\xc3\xa9", "\\xc3\\xa9", "\\xc3\\xa9"},
        {std::string("\0", 1), "\\x00", "\\x00"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(written(observe::append_line, row.text) == row.line);
        CHECK(written(observe::append_word, row.text) == row.word);
    }
}
