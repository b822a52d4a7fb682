#pragma once

#include "survey/page.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

/// The text of a page of tests/survey/data/pages.
inline std::string page_text(const std::string& name) {
    std::ifstream file(SOURCE_DIR "/tests/survey/data/pages/" + name, std::ios::binary);
    if (!file) {
        throw std::runtime_error(name);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A page that has to be readable.
inline survey::Page read(const std::string& text) {
    auto page = survey::read_page(text);
    if (!page) {
        throw std::runtime_error(page.error());
    }
    return *std::move(page);
}

/// `NAME CATEGORY EXPIRES`, one a cookie; `?` where the page does not say the category.
inline std::vector<std::string> listed(const survey::Page& page) {
    std::vector<std::string> lines;
    for (const auto& cookie : page.cookies) {
        lines.push_back((cookie.name.empty() ? cookie.label : cookie.name) + ' ' +
                        (cookie.theme ? std::string(survey::to_string(cookie.theme->theme)) : "?") +
                        ' ' + cookie.expires);
    }
    return lines;
}
