#include "config/preview.hpp"

#include "config/settings_fields.hpp"
#include "config/source.hpp"

#include <algorithm>

namespace config {
namespace {

constexpr std::size_t short_token = 16;
constexpr std::size_t most_bytes = 256;

/// What can stand in a field in front of a parameter.
bool is_token(std::string_view text) {
    return !text.empty() && text.size() <= most_bytes &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c <= '~' && c != ';' && c != ','; });
}

}   // namespace

const Fields<PreviewDraft>& preview_fields() {
    static const Fields<PreviewDraft> fields{required(custom_field<PreviewDraft>(
        "token_file", [](const Value& value, PreviewDraft& out, Report& report) {
            out.token_file = read_file_name(value, report);
        }))};
    return fields;
}

std::string load_preview_token(const FileDraft& file, Report& report) {
    report.reads(file.path);
    Report reading(file.path.string());
    const auto text = read_file(file.path, reading);
    if (!text) {
        report.error(file.place, fmt::format("cannot read \"{}\"", file.path.string()));
        return {};
    }
    std::string token = text->substr(0, text->find_last_not_of("\r\n") + 1);
    if (!is_token(token)) {
        report.error(file.place,
                     fmt::format("\"{}\" must hold one line of 1 to {} visible ASCII characters "
                                 "without \";\" and \",\"",
                                 file.path.string(), most_bytes));
        return {};
    }
    if (token.size() < short_token) {
        report.warning(file.place,
                       fmt::format("the token in \"{}\" is shorter than {} characters: it can be "
                                   "guessed",
                                   file.path.string(), short_token));
    }
    return token;
}

void read_preview_tokens(SettingsDraft& draft, const std::filesystem::path& folder,
                         Report& report) {
    const auto load = [&](const PreviewDraft& preview) {
        return preview.token_file
                   ? load_preview_token(
                         {folder / preview.token_file->path, preview.token_file->place}, report)
                   : std::string();
    };
    const std::string for_all = load(draft.preview);
    for (SiteDraft& site : draft.sites) {
        site.site.preview_token = site.preview.token_file ? load(site.preview) : for_all;
    }
}

}   // namespace config
