#pragma once

#include "pages/page_set.hpp"
#include "pages/wording.hpp"

#include <string>
#include <string_view>

namespace pages {

/// A banner in one language, rendered but for what depends on the visitor.
class Banner {
public:
    Banner(const Wording& wording, Notice notice);

    /// `receipt` is for one with a notice; empty: none.
    [[nodiscard]] std::string markup(std::string_view return_to, std::string_view receipt) const;

private:
    Wording wording_;
    std::string opening_;   ///< up to the value of return_to
    std::string middle_;    ///< up to where a receipt may stand
    std::string closing_;   ///< from there
};

}   // namespace pages
