#include "bytes/block.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

namespace bytes {

TEST_CASE("the first of a byte is found at any place of any length") {
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string text(size, 'a');
        CHECK(find_byte(text, ';') == size);
        for (std::size_t at = 0; at < size; ++at) {
            std::string with = text;
            with[at] = ';';
            with.back() = ';';
            REQUIRE(find_byte(with, ';') == at);
            with[at] = '\x80';
            REQUIRE(find_byte(with, '\x80') == at);
        }
    }
}

TEST_CASE("a word finds what a block does") {
    const std::string text = "\x01\x80 \xff=;\x7f;";
    REQUIRE(text.size() == Word::size);
    for (unsigned byte = 0; byte < 256; ++byte) {
        const char wanted = static_cast<char>(byte);
        const Word::Places places = Word(text.data()).places_of(wanted);
        CHECK((places != 0) == (text.find(wanted) != text.npos));
        CHECK(Word::first(places) == std::min(text.find(wanted), text.size()));
    }
}

TEST_CASE("the first control byte is found at any place of any length") {
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string text(size, '\xff');
        CHECK(find_control(text) == size);
        for (unsigned byte = 0; byte < 256; ++byte) {
            const bool control = byte < 0x20 || byte == 0x7f;
            for (std::size_t at = 0; at < size; ++at) {
                std::string with = text;
                with[at] = static_cast<char>(byte);
                REQUIRE(find_control(with) == (control ? at : size));
                with.back() = '\x7f';
                REQUIRE(find_control(with) == (control ? at : size - 1));
            }
        }
    }
}

TEST_CASE("a word finds the control byte that a block does") {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool control = byte < 0x20 || byte == 0x7f;
        for (std::size_t at = 0; at < Word::size; ++at) {
            std::string text = " ~\x80\xff =;a";
            text[at] = static_cast<char>(byte);
            const Word::Places places = Word(text.data()).places_of_control();
            CHECK((places != 0) == control);
            CHECK(Word::first(places) == (control ? at : Word::size));
        }
    }
}

}   // namespace bytes
