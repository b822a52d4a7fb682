#include "app/page_file.hpp"

#include "app/faults.hpp"
#include "config/document.hpp"
#include "config/source.hpp"
#include "survey/page_words.hpp"

#include <fmt/format.h>

namespace app {

namespace {

std::optional<survey::Page> read(const std::filesystem::path& file, config::Report& report) {
    const auto text = config::read_file(file == "-" ? "/dev/stdin" : file, report);
    if (!text) {
        return std::nullopt;
    }
    if (text->size() > config::max_document_bytes) {
        report.error({}, fmt::format("longer than {} bytes", config::max_document_bytes));
        return std::nullopt;
    }
    auto page = survey::read_page(*text);
    if (!page) {
        report.error({}, page.error());
        return std::nullopt;
    }
    return *std::move(page);
}

}   // namespace

std::string page_name(const std::filesystem::path& file) {
    return file == "-" ? "<standard input>" : file.string();
}

std::optional<survey::Page> load_page(const std::filesystem::path& file, std::ostream& err) {
    config::Report report(page_name(file));
    auto page = read(file, report);
    std::vector<config::Fault> faults;
    report.flush(faults);
    print(faults, err);
    return page;
}

void print_note(const std::filesystem::path& file, const survey::PageNote& note,
                std::ostream& err) {
    err << fmt::format("{}:{}: warning: {}\n", page_name(file), note.line,
                       survey::one_line(note.message));
}

}   // namespace app
