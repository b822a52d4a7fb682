#include "pages/gzip.hpp"

#include "pages/gzip_decoder.hpp"
#include "pages/gzip_encoder.hpp"
#include "rewriting.hpp"

#include <catch2/catch.hpp>

namespace pages {
namespace {

std::string compressed(std::string_view text) {
    GzipEncoder encoder;
    std::string result;
    encoder.put(text);
    for (auto piece = encoder.take(); !piece.empty(); piece = encoder.take()) {
        result += piece;
    }
    for (auto piece = encoder.finish(); !piece.empty(); piece = encoder.finish()) {
        result += piece;
    }
    return result;
}

std::string decompressed(std::string_view gzip) {
    GzipDecoder decoder;
    std::string result;
    decoder.put(gzip);
    for (auto piece = decoder.take(); !piece.empty(); piece = decoder.take()) {
        result += piece;
    }
    return decoder.failed() ? "failed" : result;
}

std::unique_ptr<Transform> rewriter(bool encodes) {
    Rewriting rewriting;
    rewriting.head = "{H}";
    rewriting.body = "{B}";
    return through_gzip(std::make_unique<HtmlRewriter>(std::move(rewriting)), encodes);
}

// Text that does not shrink to nothing.
std::string noise(std::size_t size) {
    std::mt19937 random(1);
    std::string text;
    while (text.size() < size) {
        text += std::to_string(random());
    }
    text.resize(size);
    return text;
}

}   // namespace

TEST_CASE("a compressed document is changed, wherever the bytes are torn") {
    const std::string document = "<head><title>x</title><body>" + noise(3000);
    const std::string expected = "<head>{H}<title>x</title><body>{B}" + noise(3000);
    const std::string gzip = compressed(document);
    for (const auto& pieces : test::splits(gzip)) {
        const auto plain = rewriter(false);
        CHECK(test::run(*plain, pieces) == expected);
        CHECK_FALSE(plain->failed());
        const auto again = rewriter(true);
        CHECK(decompressed(test::run(*again, pieces)) == expected);
        CHECK_FALSE(again->failed());
    }
}

TEST_CASE("a large document passes in pieces that are bounded") {
    const std::string text = "<body>" + noise(1'000'000) + std::string(5'000'000, 'a');
    const std::string gzip = compressed(text);
    for (const bool encodes : {false, true}) {
        const auto transform = rewriter(encodes);
        std::string result;
        std::size_t longest = 0;
        const auto take = [&] {
            for (auto piece = transform->take(); !piece.empty(); piece = transform->take()) {
                longest = std::max(longest, piece.size());
                result += piece;
            }
        };
        for (const std::string_view piece : test::pieces_of(gzip, 65536)) {
            transform->put(piece);
            take();
        }
        transform->end();
        take();
        CHECK(longest <= 65536 + 100);
        CHECK((encodes ? decompressed(result) : result) == "{H}<body>{B}" + text.substr(6));
    }
}

TEST_CASE("several members are one document") {
    const std::string gzip = compressed("<he") + compressed("") + compressed("ad><body>x");
    for (const auto& pieces : test::splits(gzip)) {
        const auto transform = rewriter(false);
        CHECK(test::run(*transform, pieces) == "<head>{H}<body>{B}x");
        CHECK_FALSE(transform->failed());
    }
}

TEST_CASE("what came in can be decoded before more comes") {
    GzipEncoder origin;
    const auto transform = rewriter(true);
    GzipDecoder visitor;
    const auto exchange = [&](std::string_view text) {
        std::string seen;
        origin.put(text);
        std::string sent(origin.take());
        sent += origin.flush();
        transform->put(sent);
        const std::string passed = test::take_all(*transform);
        visitor.put(passed);
        for (auto piece = visitor.take(); !piece.empty(); piece = visitor.take()) {
            seen += piece;
        }
        return seen;
    };
    CHECK(exchange("<head>") == "<head>{H}");
    CHECK(exchange("<body>first") == "<body>{B}first");
    CHECK(exchange("second") == "second");
    CHECK(exchange("") == "");
}

TEST_CASE("a body that is no gzip, or not all of one, fails") {
    const std::string whole = compressed("<body>" + noise(2000));
    std::string broken = whole;
    broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 0x55);
    std::string wrong_sum = whole;
    wrong_sum[wrong_sum.size() - 6] = static_cast<char>(wrong_sum[wrong_sum.size() - 6] ^ 1);
    const std::vector<std::string> bodies{"<body>plain",
                                          whole.substr(0, 5),
                                          whole.substr(0, whole.size() / 2),
                                          whole + "trail",
                                          whole + whole.substr(0, 12),
                                          whole.substr(0, whole.size() - 1),
                                          broken,
                                          wrong_sum,
                                          std::string("\x1f\x8b", 2)};
    for (std::size_t index = 0; index < bodies.size(); ++index) {
        CAPTURE(index);
        for (const bool encodes : {false, true}) {
            for (const auto& pieces : test::splits(bodies[index])) {
                const auto transform = rewriter(encodes);
                test::run(*transform, pieces);
                CHECK(transform->failed());
                CHECK(transform->take().empty());
            }
        }
    }
}

TEST_CASE("an empty body stays empty") {
    for (const bool encodes : {false, true}) {
        const auto transform = rewriter(encodes);
        CHECK(test::run(*transform, {""}).empty());
        CHECK_FALSE(transform->failed());
    }
}

}   // namespace pages
