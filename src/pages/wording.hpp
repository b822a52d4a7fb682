#pragma once

#include "consent/registry.hpp"

#include <string>
#include <string_view>

namespace pages {

/// What is said of one registry in one language, as markup. Views both.
class Wording {
public:
    Wording(const consent::Registry& registry, const consent::PageLanguage& language);

    [[nodiscard]] const consent::Registry& registry() const { return *registry_; }
    [[nodiscard]] const std::string& tag() const { return language_->tag; }

    /// A text without a link in it, good for an attribute too.
    [[nodiscard]] std::string label(consent::PageText text) const;

    /// A text in which `{settings}` is a link to the settings page.
    [[nodiscard]] std::string sentence(consent::PageText text) const;

    /// The one that tells of a receipt; `id` is markup.
    [[nodiscard]] std::string receipt(std::string_view id) const;

    /// The question whether cookies of a category are accepted.
    [[nodiscard]] std::string question(consent::CategoryIndex category) const;

    /// A category's title, in its own words where it has none for this language, else its id.
    [[nodiscard]] std::string title(consent::CategoryIndex category) const;

    /// A category's description, as paragraphs; empty where it has none.
    [[nodiscard]] std::string description(consent::CategoryIndex category) const;

    /// The settings page's path, as markup.
    [[nodiscard]] const std::string& base() const { return base_; }

private:
    [[nodiscard]] const consent::CategoryTranslation* translation(
        consent::CategoryIndex category) const;

    const consent::Registry* registry_;
    const consent::PageLanguage* language_;
    std::string base_;
    std::string site_;
    std::string settings_link_;   ///< the whole link
};

}   // namespace pages
