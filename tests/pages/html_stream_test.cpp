#include "rewriting.hpp"

#include <catch2/catch.hpp>

namespace pages {
namespace {

using namespace std::string_view_literals;

Rewriting markup() {
    Rewriting rewriting;
    rewriting.head = "{H}";
    rewriting.body = "{B}";
    return rewriting;
}

Rewriting refusing() {
    Rewriting rewriting;
    rewriting.refused = test::refused_hosts();
    return rewriting;
}

std::string rewritten(Rewriting rewriting, const std::vector<std::string_view>& pieces) {
    HtmlRewriter rewriter(std::move(rewriting));
    return test::run(rewriter, pieces);
}

std::string given(HtmlRewriter& rewriter, std::string_view input) {
    rewriter.put(input);
    return test::take_all(rewriter);
}

}   // namespace

TEST_CASE("nothing waits but the token that is not whole") {
    HtmlRewriter rewriter(markup());
    CHECK(given(rewriter, "<!doctype html><he") == "<!doctype html>");
    CHECK(given(rewriter, "ad><ti") == "<head>{H}");
    CHECK(given(rewriter, "tle>a </ti") == "<title>a ");
    CHECK(given(rewriter, "tle><!-- a") == "</title><!-- a");
    CHECK(given(rewriter, " -") == " ");
    CHECK(given(rewriter, "-> ") == "--> ");
    CHECK(given(rewriter, "<body") == "");
    CHECK(given(rewriter, ">a") == "<body>{B}a");
    CHECK(given(rewriter, "<p") == "<p");
}

TEST_CASE("a document without <body> waits a kilobyte at most for a frameset") {
    HtmlRewriter rewriter(markup());
    CHECK(given(rewriter, "<head></head> <div><p>") == "<head>{H}</head> ");
    CHECK(given(rewriter, std::string(500, ' ')) == "");
    CHECK(given(rewriter, std::string(600, ' ')) == "{B}<div><p>" + std::string(1100, ' '));
    CHECK(given(rewriter, "<frameset>") == "<frameset>");
    for (const std::size_t size : {900U, 1100U}) {
        const std::string start = "<div>" + std::string(size, ' ');
        const std::string end = "<frameset></frameset>";
        const std::string document = start + end;
        for (const auto& pieces : test::splits(document)) {
            CHECK(rewritten(markup(), pieces) ==
                  (size < 1024 ? "{H}" + document : "{H}{B}" + document));
        }
    }
}

TEST_CASE("once both places are filled the input itself goes on") {
    HtmlRewriter rewriter(markup());
    CHECK(given(rewriter, "<body>") == "{H}<body>{B}");
    const std::string input = "<p><head><body> and anything";
    rewriter.put(input);
    const std::string_view taken = rewriter.take();
    CHECK(taken.data() == input.data());
    CHECK(taken.size() == input.size());
    CHECK(rewriter.take().empty());
}

TEST_CASE("nothing is copied where nothing is to be done") {
    HtmlRewriter rewriter(Rewriting{});
    const std::string input = "\xff\xfe<p";
    rewriter.put(input);
    CHECK(rewriter.take().data() == input.data());
    CHECK(rewriter.take().empty());
    CHECK_FALSE(rewriter.untouched());
}

TEST_CASE("a document without what is refused goes on as views of the input") {
    HtmlRewriter rewriter(refusing());
    const std::string input = "<p>text <img src=/a.png> text</p>";
    rewriter.put(input);
    const std::string_view taken = rewriter.take();
    CHECK(taken.data() == input.data());
    CHECK(taken == input);
}

TEST_CASE("UTF-16 passes as it is") {
    const std::string_view documents[] = {"\xff\xfe<\0b\0"sv, "\xfe\xff\0<\0b"sv, "<\0b\0>\0"sv,
                                          "\0<\0b\0>"sv};
    for (const std::string_view document : documents) {
        for (const auto& pieces : test::splits(document)) {
            HtmlRewriter rewriter(markup());
            CHECK(test::run(rewriter, pieces) == document);
            CHECK(rewriter.untouched());
        }
    }
}

TEST_CASE("behind an escape of ISO-2022 nothing is changed") {
    const std::string_view before = "<head>{H}<title>";
    const std::string_view after = "\x1b$B%<body>%\x1b(B</title><body>";
    const std::string document = "<head><title>" + std::string(after);
    for (const auto& pieces : test::splits(document)) {
        HtmlRewriter rewriter(markup());
        CHECK(test::run(rewriter, pieces) == std::string(before) + std::string(after));
        CHECK(rewriter.untouched());
    }
    const std::string in_tag = "<img alt='\x1b$B' src=//tracker.example><p \x1b";
    for (const auto& pieces : test::splits(in_tag)) {
        HtmlRewriter rewriter(refusing());
        CHECK(test::run(rewriter, pieces) == in_tag);
        CHECK(rewriter.untouched());
    }
    const std::string no_charset = "<body>\x1b[31m\x1b";
    for (const auto& pieces : test::splits(no_charset)) {
        HtmlRewriter rewriter(markup());
        CHECK(test::run(rewriter, pieces) == "{H}<body>{B}\x1b[31m\x1b");
        CHECK_FALSE(rewriter.untouched());
    }
}

TEST_CASE("a tag longer than 64 KiB is decided by what is there") {
    const std::string filler(HtmlScanner::longest_tag, 'x');
    const std::string body = "<head><body class=" + filler + ">text";
    const std::string script =
        "<script src=//tracker.example data-x='" + filler + "'>'<b>'</script>";
    const std::string late = "<img alt='" + filler + "' src=//tracker.example>";
    const std::string document =
        "<iframe srcdoc='<img src=//tracker.example>" + filler + "'></iframe>";
    for (const std::size_t size : {1000U, 65536U, 65537U, 200000U}) {
        CHECK(rewritten(markup(), test::pieces_of(body, size)) ==
              "<head>{H}<body class=" + filler + ">{B}text");
        CHECK(
            rewritten(refusing(), test::pieces_of(script, size)) ==
            "<script data-consent-category=\"usage\" data-consent-src=//tracker.example data-x='" +
                filler + "'>'<b>'</script>");
        CHECK(rewritten(refusing(), test::pieces_of(late, size)) == late);
        CHECK(rewritten(refusing(), test::pieces_of(document, size)) ==
              "<iframe data-consent-srcdoc='<img src=//tracker.example>" + filler + "'></iframe>");
    }
}

TEST_CASE("documents in attributes end somewhere") {
    std::string document = "<img src=//tracker.example>";
    for (int depth = 0; depth < 8; ++depth) {
        std::string escaped;
        for (const char c : document) {
            escaped += c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
        }
        document = "<iframe srcdoc=\"" + escaped + "\"></iframe>";
    }
    const std::string result = rewritten(refusing(), {document});
    CHECK(result.find("tracker.example") == result.npos);
}

TEST_CASE("one call gives some 64 KiB of what was changed") {
    std::string document;
    for (int count = 0; count < 5000; ++count) {
        document += "<img src=//tracker.example>";
    }
    HtmlRewriter rewriter(refusing());
    rewriter.put(document);
    std::size_t longest = 0;
    std::size_t calls = 0;
    for (auto piece = rewriter.take(); !piece.empty(); piece = rewriter.take()) {
        longest = std::max(longest, piece.size());
        ++calls;
    }
    CHECK(calls >= 4);
    CHECK(longest < 66000);
}

}   // namespace pages
