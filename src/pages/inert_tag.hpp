#pragma once

#include "pages/html_element.hpp"
#include "pages/html_tag.hpp"
#include "pages/refusals.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// A start tag that was read.
struct StartTag {
    std::string_view text;   ///< from `<` to `>`; no `>` where it is too long
    const HtmlTag& tag;
    const Element& element;
    bool xml = false;
    bool complete = true;

    /// The value of the first attribute of this name, which is in lower case, or nothing. Its
    /// references are decoded.
    [[nodiscard]] std::optional<std::string> value_of(std::string_view name) const;
};

/// Makes a whole HTML document inert in the same way; nothing where it stays as it is.
using RewriteDocument = std::function<std::optional<std::string>(std::string_view html)>;

/// The tag without what would fetch from a refused host: such attributes are called
/// `data-consent-NAME`, and `data-consent-category` tells the categories. All else stays byte for
/// byte. Nothing where nobody is refused. In XML, where a prefix has to be declared, `xlink:href`
/// becomes `data-consent-href`.
[[nodiscard]] std::optional<std::string> make_inert(const StartTag& start, Refusals& refusals,
                                                    const RewriteDocument& rewrite_document);

}   // namespace pages
