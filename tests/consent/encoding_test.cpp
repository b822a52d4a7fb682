#include "consent/encoding.hpp"

#include "consent/base64.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

namespace consent {
namespace {

const std::string json = R"({"a b":true,"c":"\u00e9;","d":[1]})";

const std::vector<Encoding> all{Encoding::raw,       Encoding::percent, Encoding::uri,
                                Encoding::js_cookie, Encoding::form,    Encoding::base64,
                                Encoding::base64url, Encoding::quoted};

}   // namespace

TEST_CASE("base64 is RFC 4648's") {
    const std::vector<std::pair<std::string, std::string>> vectors{
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (const auto& [text, encoded] : vectors) {
        CAPTURE(text);
        const std::string bare = encoded.substr(0, encoded.find('='));
        CHECK(base64_encode(text, Base64::standard) == encoded);
        CHECK(base64_encode(text, Base64::url) == bare);
        CHECK(base64_decode(encoded, Base64::standard) == text);
        CHECK(base64_decode(bare, Base64::standard) == text);
        CHECK(base64_decode(encoded, Base64::url) == text);
    }
    CHECK(base64_encode("\xfb\xff\xfe", Base64::standard) == "+//+");
    CHECK(base64_encode("\xfb\xff\xfe", Base64::url) == "-__-");
    CHECK(base64_decode("-__-", Base64::url) == "\xfb\xff\xfe");
    CHECK_FALSE(base64_decode("-__-", Base64::standard));
    CHECK_FALSE(base64_decode("+//+", Base64::url));
    for (const std::string text :
         {"Z", "Zm9vY", "=", "====", "Zg=", "Zg===", "Z===", "Zg==Zg==", "Zm 9", "Zm9v\n"}) {
        CAPTURE(text);
        CHECK_FALSE(base64_decode(text, Base64::standard));
    }
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) {
        bytes += static_cast<char>(byte);
        CHECK(base64_decode(base64_encode(bytes, Base64::url), Base64::url) == bytes);
    }
}

TEST_CASE("the three ways to percent-encode keep what their scripts keep") {
    const std::string marks = " \"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~!";
    CHECK(encode(marks, std::vector{Encoding::percent}) ==
          "%20%22%23%24%25%26'()*%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~!");
    CHECK(encode(marks, std::vector{Encoding::uri}) ==
          "%20%22#$%25&'()*+,-./:;%3C=%3E?@%5B%5C%5D%5E_%60%7B%7C%7D~!");
    CHECK(encode(marks, std::vector{Encoding::js_cookie}) ==
          "%20%22#$%25&'()*+%2C-./:%3B<=>?@[%5C]^_`{|}~!");
    CHECK(encode("a b+c", std::vector{Encoding::form}) == "a+b%2Bc");
}

TEST_CASE("every chain of encodings comes off as it went on") {
    for (const Encoding outer : all) {
        for (const Encoding inner : all) {
            const std::vector chain{outer, inner};
            CAPTURE(static_cast<int>(outer), static_cast<int>(inner));
            CHECK(decode(encode(json, chain), chain) == json);
        }
    }
    CHECK(encode(R"({"a":"on"})", std::vector{Encoding::base64, Encoding::percent}) ==
          "JTdCJTIyYSUyMiUzQSUyMm9uJTIyJTdE");
}

TEST_CASE("what does not fit the chain is not decoded") {
    CHECK_FALSE(decode("%7", std::vector{Encoding::uri}));
    CHECK_FALSE(decode("a%00b", std::vector{Encoding::percent}));
    CHECK_FALSE(decode("AGE", std::vector{Encoding::base64}));   // NUL and an a
    CHECK_FALSE(decode("{'a':\"b\"}", std::vector{Encoding::single_quotes}));
    CHECK(decode("{'a':'b'}", std::vector{Encoding::single_quotes}) == R"({"a":"b"})");
    CHECK_FALSE(decode("plain", std::vector{Encoding::quoted}));
    CHECK_FALSE(decode("%7B!", std::vector{Encoding::percent, Encoding::base64}));
}

}   // namespace consent
