// Writes what PageSet shows into a folder: render_pages FOLDER REGISTRY... For each registry, style
// and language whole pages (.html) and what is put into others (.head, .banner).

#include "config/load.hpp"
#include "pages/page_set.hpp"

#include <array>
#include <boost/algorithm/string/replace.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using pages::Notice;
using pages::PageSet;
using pages::PageView;

constexpr std::array<std::pair<Notice, std::string_view>, 4> notices{
    {{Notice::none, "none"},
     {Notice::accepted, "accepted"},
     {Notice::rejected, "rejected"},
     {Notice::saved, "saved"}}};

std::string read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Folder {
public:
    Folder(std::filesystem::path path, std::string prefix)
        : path_(std::move(path)), prefix_(std::move(prefix)) {}

    void write(std::string_view name, std::string_view text) const {
        std::ofstream(path_ / fmt::format("{}-{}", prefix_, name), std::ios::binary) << text;
    }

private:
    std::filesystem::path path_;
    std::string prefix_;
};

void render(const PageSet& pages, const Folder& folder, const consent::PageLanguage& language) {
    constexpr std::array<std::string_view, 2> refused{"_ga_ABCDEF", "</script><b>\"'&\xff"};
    PageView view{.language = language,
                  .granted = pages.registry().always_on() | pages.registry().exempt(),
                  .return_to = "/a/page?x=1&y=\"<'"};
    for (const auto& [notice, name] : notices) {
        view.notice = notice;
        view.receipt = notice == Notice::saved ? "3f9a-1c77-b20e" : "";
        folder.write(fmt::format("settings-{}.html", name), pages.settings_page(view));
        folder.write(fmt::format("{}.banner", name), pages.banner(view));
    }
    folder.write("details.html", pages.details_page(view));
    view.refused = refused;
    folder.write("details-refused.html", pages.details_page(view));
    folder.write("refusal.html", pages.refusal_page(language));
    for (const std::string_view nonce : {"", "r4nd0m+/="}) {
        folder.write(nonce.empty() ? "plain.head" : "nonce.head",
                     pages.head({.granted = view.granted, .banner = true, .nonce = nonce}));
    }
}

void render(const std::filesystem::path& folder, const std::string& file, std::string_view style) {
    std::string text = read(file);
    boost::replace_first(text, "style: govuk", fmt::format("style: {}", style));
    std::vector<config::Fault> faults;
    const auto registry = config::parse_registry(text, file, faults);
    if (!registry) {
        throw std::runtime_error(fmt::format("{}: {}", file, faults.front().message));
    }
    const PageSet pages(*registry);
    const std::string prefix =
        fmt::format("{}-{}", std::filesystem::path(file).stem().string(), style);
    for (const auto& language : registry->pages()->languages) {
        render(pages, Folder(folder, fmt::format("{}-{}", prefix, language.tag)), language);
    }
    for (const std::string_view name : {"banner.css", "banner.js", "guard.js", "page.css"}) {
        Folder(folder, prefix).write(name, pages.asset(name)->content);
    }
}

}   // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> given(arguments + 1, arguments + count);
    try {
        for (std::size_t at = 1; at < given.size(); ++at) {
            for (const std::string_view style : {"govuk", "plain"}) {
                render(given[0], given[at], style);
            }
        }
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
