#include "check.hpp"
#include "pages/html_rewriter.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace {

using fuzz::require;

constexpr std::string_view head_markup = "<script src=\"/c/g.js\"></script>";
constexpr std::string_view body_markup = "<div id=\"consent-proxy-banner\">c</div>";

const consent::Registry& registry() {
    static const consent::Registry made = [] {
        consent::RegistryData data;
        data.site = "Fuzz";
        data.consent.cookie = "c";
        for (const char* const id : {"essential", "usage", "campaigns"}) {
            consent::Category category;
            category.id = id;
            data.categories.push_back(category);
        }
        data.third_parties = {{"t.co", 1}, {"*.a.co", 1}, {"www.youtube.com", 2}};
        return consent::Registry(std::move(data));
    }();
    return made;
}

/// What is done to the document.
struct Plan {
    bool xml;
    bool refuses;
    std::size_t piece;   ///< 0: all at once
};

std::string rewrite(std::string_view document, const Plan& plan, bool marks) {
    pages::Rewriting rewriting;
    rewriting.xml = plan.xml;
    if (marks) {
        rewriting.head = head_markup;
        rewriting.body = body_markup;
    }
    if (plan.refuses) {
        consent::CategorySet granted;
        granted.insert(0);
        rewriting.refused = {registry(), granted};
        rewriting.video_text = "Watch {title}";
    }
    pages::HtmlRewriter rewriter(std::move(rewriting));
    std::string result;
    const auto take = [&] {
        for (auto piece = rewriter.take(); !piece.empty(); piece = rewriter.take()) {
            result += piece;
        }
    };
    const std::size_t size = plan.piece == 0 ? document.size() : plan.piece;
    for (std::size_t at = 0; at < document.size(); at += size) {
        // In memory of its own, so that a view of what is gone is seen.
        const std::string piece(document.substr(at, size));
        rewriter.put(piece);
        take();
    }
    rewriter.end();
    take();
    require(!rewriter.failed());
    return result;
}

void take_out(std::string& text, std::string_view inserted) {
    const auto at = text.find(inserted);
    if (at != text.npos) {
        text.erase(at, inserted.size());
    }
}

}   // namespace

// The first byte is the plan, the second the size of the pieces. However a document is torn the
// result is one; without what was put in it is the document, or what becomes of the document when
// nothing is put in; and what was made inert stays as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    const std::uint8_t choice = fuzz::take_byte(text);
    const std::size_t piece = fuzz::take_byte(text) % 64 + 1;
    const bool has_markup =
        text.find("/c/g.js") != text.npos || text.find("consent-proxy-banner") != text.npos;
    const Plan whole{.xml = (choice & 1U) != 0, .refuses = (choice & 2U) != 0, .piece = 0};
    Plan torn = whole;
    torn.piece = piece;
    std::string result = rewrite(text, whole, true);
    require(result == rewrite(text, torn, true));
    const std::string inert = whole.refuses ? rewrite(text, whole, false) : std::string(text);
    if (!has_markup) {
        take_out(result, head_markup);
        take_out(result, body_markup);
        require(result == inert);
    }
    if (whole.refuses) {
        require(inert == rewrite(text, torn, false));
    }
    return 0;
}
