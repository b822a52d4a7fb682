// Rewrites HTML documents for injection_test.mjs: reads records of a mode (h: HTML, x: XML,
// r: HTML from which the third parties of the unit tests are refused), a space, the size of the
// pieces in decimal (0: whole), a space, the document's length in decimal, a newline and the
// document from standard input, and writes for each the length of the result, a newline and the
// result. Arguments: the markup for head and for body.
#include "pages/html_rewriter.hpp"
#include "rewriting.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

std::string rewrite(pages::Rewriting rewriting, std::string_view document, std::size_t piece) {
    pages::HtmlRewriter rewriter(std::move(rewriting));
    std::string result;
    const auto take = [&] {
        for (auto part = rewriter.take(); !part.empty(); part = rewriter.take()) {
            result += part;
        }
    };
    const std::size_t size = piece == 0 ? document.size() : piece;
    for (std::size_t at = 0; at < document.size(); at += size) {
        rewriter.put(document.substr(at, size));
        take();
    }
    rewriter.end();
    take();
    return result;
}

}   // namespace

int main(int count, char** values) {
    if (count != 3) {
        std::cerr << "usage: rewrite_documents HEAD BODY\n";
        return EXIT_FAILURE;
    }
    std::string mode;
    std::size_t piece = 0;
    std::size_t length = 0;
    while (std::cin >> mode >> piece >> length && std::cin.get() == '\n') {
        std::string document(length, '\0');
        if (!std::cin.read(document.data(), static_cast<std::streamsize>(length))) {
            return EXIT_FAILURE;
        }
        pages::Rewriting rewriting;
        rewriting.head = values[1];
        rewriting.body = values[2];
        rewriting.xml = mode == "x";
        if (mode == "r") {
            rewriting.refused = pages::test::refused_hosts();
        }
        const std::string result = rewrite(std::move(rewriting), document, piece);
        std::cout << result.size() << '\n' << result;
    }
    return std::cin.eof() ? EXIT_SUCCESS : EXIT_FAILURE;
}
