#pragma once

#include "config/binder.hpp"
#include "consent/page_text.hpp"

#include <string>
#include <vector>

namespace config {

/// The texts of one language, as config/texts/ and `pages.texts` have them. A placeholder that a
/// text cannot fill is an error; one that it should have is an error or a warning.
[[nodiscard]] const Fields<consent::PageLanguage>& page_text_fields();

/// The names of the texts that are still empty.
[[nodiscard]] std::vector<std::string_view> missing_texts(const consent::PageLanguage& language);

/// The languages that are compiled in, English first. A broken one is a broken build:
/// std::logic_error.
[[nodiscard]] const std::vector<consent::PageLanguage>& shipped_languages();

}   // namespace config
