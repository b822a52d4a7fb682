#include "survey/page_markdown.hpp"

#include "survey/page_words.hpp"

namespace survey {

namespace {

constexpr std::string_view escapable = "\\`*_{}[]()#+-.!|<>~";

/// `[text](address)` as `text`.
std::string without_links(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto open = text.find('[');
        const auto middle = text.find("](", open == std::string_view::npos ? text.size() : open);
        const auto close = text.find(')', middle == std::string_view::npos ? text.size() : middle);
        if (close == std::string_view::npos) {
            break;
        }
        plain += text.substr(0, open);
        plain += text.substr(open + 1, middle - open - 1);
        text.remove_prefix(close + 1);
    }
    plain += text;
    return plain;
}

}   // namespace

std::string plain_markdown(std::string_view text) {
    const std::string unlinked = without_links(text);
    const std::string_view rest = unlinked;
    std::string plain;
    for (std::size_t at = 0; at < rest.size(); ++at) {
        const auto here = rest.substr(at);
        if (here.starts_with("<br>") || here.starts_with("<br/>") || here.starts_with("<br />")) {
            plain += '\n';
            at += here.find('>');
        } else if (here.size() > 1 && here[0] == '\\' &&
                   escapable.find(here[1]) != std::string_view::npos) {
            plain += here[1];
            ++at;
        } else if (here.starts_with("**") && (at == 0 || here.find("**", 2) != std::string::npos ||
                                              rest.substr(0, at).find("**") != std::string::npos)) {
            ++at;
        } else if (here[0] != '`') {
            plain += here[0];
        }
    }
    return tidy(plain);
}

std::vector<std::string> markdown_code(std::string_view text) {
    std::vector<std::string> code;
    const auto parts = split(text, '`');
    for (std::size_t index = 1; index + 1 < parts.size(); index += 2) {
        if (!parts[index].empty()) {
            code.emplace_back(parts[index]);
        }
    }
    return code;
}

bool is_table_row(std::string_view line) {
    return line.find('|') != std::string_view::npos;
}

bool is_table_rule(std::string_view line) {
    return is_table_row(line) && line.find("--") != std::string_view::npos &&
           line.find_first_not_of("|-: ") == std::string_view::npos;
}

std::vector<std::string> table_cells(std::string_view line) {
    std::vector<std::string> cells(1);
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line.substr(at).starts_with("\\|")) {
            cells.back() += line.substr(at++, 2);
        } else if (line[at] == '|') {
            cells.emplace_back();
        } else {
            cells.back() += line[at];
        }
    }
    for (auto& cell : cells) {
        cell = plain_markdown(tidy(cell));
    }
    if (cells.size() > 1 && cells.back().empty()) {
        cells.pop_back();
    }
    if (cells.size() > 1 && line.starts_with('|')) {
        cells.erase(cells.begin());
    }
    return cells;
}

}   // namespace survey
