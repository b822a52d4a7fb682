#pragma once

#include "pages/html_element.hpp"

#include <cstddef>
#include <cstdint>

namespace pages {

/// Where a document's <head> and <body> begin. Gets its tags and texts in their order, without
/// those of <noscript>, of raw text and of SVG, and says of each what belongs before or behind it:
/// behind the start tag, or before the first token by which browsers know that there should have
/// been one (HTML sections 13.2.6.4.1 to 13.2.6.4.6).
class HtmlPlaces {
public:
    /// One bit each.
    enum Spot : std::uint8_t {
        nothing = 0,
        head_before = 1,
        head_behind = 2,
        body_before = 4,
        body_behind = 8,
        body_perhaps = 16,   ///< before this token, unless a <frameset> takes the body's place
        body_settled = 32,   ///< none will: it belongs where it was `body_perhaps`
        no_body = 64,        ///< one has
    };

    [[nodiscard]] std::uint8_t start_tag(const Element& element);
    [[nodiscard]] std::uint8_t end_tag(const Element& element);

    /// Text that is not white space.
    [[nodiscard]] std::uint8_t text();

    /// The document ends. Nothing where it had no token.
    [[nodiscard]] std::uint8_t end();

    /// No longer waits for a <frameset>.
    void settle() { mode_ = Mode::done; }

private:
    enum class Mode : std::uint8_t {
        before_html,
        before_head,
        in_head,
        after_head,
        undecided,
        done,
    };

    std::uint8_t enter_head();
    std::uint8_t finish(std::uint8_t spots);
    std::uint8_t start_in_head(const Element& element, std::uint8_t spots);
    std::uint8_t start_after_head(const Element& element, std::uint8_t spots);

    Mode mode_ = Mode::before_html;
    std::size_t templates_ = 0;   ///< so many are open
};

/// The same for XML, where nothing is implied: behind the start tags <head> and <body> alone, where
/// they are children of <html>.
class XhtmlPlaces {
public:
    [[nodiscard]] std::uint8_t start_tag(const Element& element, bool empty);
    void end_tag();

private:
    std::size_t depth_ = 0;
    bool is_html_ = false;
    bool head_ = false;
    bool body_ = false;
};

}   // namespace pages
