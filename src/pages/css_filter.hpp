#pragma once

#include "pages/refusals.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pages {

/// Makes the URLs of refused hosts harmless in a style sheet that comes in pieces: they become
/// `about:invalid`, all else stays as it is. Sees `url(...)`, `src(...)`, `image-set(...)` and
/// `@import` with their strings and escapes (CSS Syntax Module Level 3, section 4.3).
class CssFilter {
public:
    /// No URL is held back beyond this; a longer one is judged by what is there.
    static constexpr std::size_t longest_url = std::size_t{64} * 1024;

    explicit CssFilter(Refusals refusals) : refusals_(refusals) {}

    /// Appends what can go on.
    void put(std::string_view css, std::string& out);

    /// The style sheet has ended: appends what was held back.
    void end(std::string& out);

    /// What was found so far.
    [[nodiscard]] const Refusals& refusals() const { return refusals_; }

private:
    enum class State : std::uint8_t { plain, comment, string, url_start, url };

    void put_plain(char c, std::string& out);
    void put_comment(char c);
    void put_string(char c, std::string& out);
    void put_url(char c, std::string& out);
    void add_to_name(char c);
    void open_parenthesis();
    void begin_string(char quote);
    void judge(std::string& out);
    void hold(char c, std::string& out);

    Refusals refusals_;
    State state_ = State::plain;
    char before_ = '\0';     ///< the byte before, for what two bytes make
    char quote_ = '\0';      ///< of the string or URL that is read now
    bool escaped_ = false;   ///< a backslash stands before
    bool is_url_ = false;    ///< the string that is read now is one
    bool imports_ = false;   ///< `@import` stands before
    bool drops_ = false;     ///< the rest of a refused URL goes
    bool judged_ = false;    ///< the URL that is read now was too long
    unsigned escape_digits_ = 0;
    std::size_t depth_ = 0;   ///< of parentheses within an image-set()
    std::string name_;        ///< the identifier that ends here, escapes and all
    std::string held_;        ///< the URL so far
};

}   // namespace pages
