#include "config/cookie_name.hpp"

#include "config/values.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {
namespace {

/// Name and value together may have as many bytes (RFC 6265bis section 5.6).
constexpr std::size_t longest_name = 4096;

bool is_token(char c) {
    constexpr std::string_view separators = "()<>@,;:\\\"/[]?={} ";
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F && separators.find(c) == std::string_view::npos;
}

}   // namespace

std::optional<std::string> fault_of_cookie_name(std::string_view name) {
    if (name.empty()) {
        return "must not be empty";
    }
    if (name.size() > longest_name) {
        return fmt::format("is longer than {} bytes", longest_name);
    }
    if (const std::size_t at = name.find_first_of(";="); at != std::string_view::npos) {
        return fmt::format("must not have a \"{}\" in it: no cookie name has", name[at]);
    }
    if (has_control_byte(name)) {
        return "must not have a control byte in it";
    }
    if (name.front() == ' ' || name.back() == ' ') {
        return "must not begin or end with a blank: browsers trim it";
    }
    return std::nullopt;
}

std::optional<std::string> fault_of_written_name(std::string_view name) {
    if (auto fault = fault_of_cookie_name(name)) {
        return fault;
    }
    if (name.find('*') != std::string_view::npos) {
        return "must be one cookie's name, not a pattern";
    }
    const auto bad = std::find_if_not(name.begin(), name.end(), is_token);
    if (bad != name.end()) {
        const auto end = std::find_if(std::next(bad), name.end(), is_token);
        return fmt::format("must be a token (RFC 6265): not with \"{}\" in it",
                           std::string_view(bad, end));
    }
    return std::nullopt;
}

bool is_doubtful_cookie_name(std::string_view name) {
    return name.find_first_of(" ,\"") != std::string_view::npos;
}

}   // namespace config
