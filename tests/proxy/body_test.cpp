#include "proxy/body.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace proxy {

using http::BodyKind;

TEST_CASE("a body of known length ends there, whatever comes behind it") {
    Body body({.in = {BodyKind::length, 5}, .out = BodyKind::length});
    std::string bytes = "helloGET /";
    CHECK(body.expected() == 5);
    const auto step = body.step(bytes);
    REQUIRE(step.has_value());
    CHECK(step->consumed == 5);
    CHECK(step->produced == 5);
    CHECK(body.done());
    CHECK(body.expected() == 0);
}

TEST_CASE("a body of known length may not end early") {
    Body body({.in = {BodyKind::length, 5}, .out = BodyKind::length});
    std::string bytes = "hell";
    REQUIRE(body.step(bytes).has_value());
    CHECK_FALSE(body.end());
    CHECK_FALSE(body.done());
}

TEST_CASE("a body that ends with its connection may, and leaves in chunks if asked to") {
    Body body({.in = {BodyKind::until_close, 0}, .out = BodyKind::chunked});
    std::string bytes = "hello";
    REQUIRE(body.step(bytes)->produced == 5);
    CHECK(body.encodes());
    CHECK(body.leaves_chunked());
    CHECK_FALSE(body.done());
    CHECK(body.end());
    CHECK(body.done());
}

TEST_CASE("chunks leave as chunks or as their data") {
    std::string chunks = "5\r\nhello\r\n0\r\n\r\nnext";
    Body as_chunks({.in = {BodyKind::chunked, 0}, .out = BodyKind::chunked});
    const auto kept = as_chunks.step(chunks);
    REQUIRE(kept.has_value());
    CHECK(chunks.substr(0, kept->produced) == "5\r\nhello\r\n");
    CHECK(chunks.substr(kept->consumed) == "next");
    CHECK(as_chunks.done());
    CHECK_FALSE(as_chunks.encodes());

    chunks = "5\r\nhello\r\n0\r\n\r\n";
    Body as_data({.in = {BodyKind::chunked, 0}, .out = BodyKind::until_close});
    const auto data = as_data.step(chunks);
    REQUIRE(data.has_value());
    CHECK(chunks.substr(0, data->produced) == "hello");
    CHECK_FALSE(as_data.leaves_chunked());
}

TEST_CASE("chunks past the limit of a body are a fault") {
    std::string chunks = "5\r\nhello\r\n";
    Body body({.in = {BodyKind::chunked, 0}, .out = BodyKind::chunked, .most = 4});
    const auto step = body.step(chunks);
    REQUIRE(step.has_error());
    CHECK(step.error() == http::Fault::body_too_large);
}

TEST_CASE("no body is done before it begins") {
    CHECK(Body({.in = {}, .out = BodyKind::none}).done());
}

}   // namespace proxy
