#include "proxy/page_notice.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <fmt/format.h>

namespace proxy {
namespace {

using pages::Notice;

constexpr std::array<std::string_view, 4> words{"", "accepted", "rejected", "saved"};
constexpr std::size_t longest_receipt = 64;

bool is_receipt(std::string_view text) {
    return text.size() <= longest_receipt && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

}   // namespace

PageNotice read_page_notice(std::string_view value) {
    const std::string_view word = value.substr(0, value.find('.'));
    const std::string_view receipt = value.substr(std::min(word.size() + 1, value.size()));
    const auto found = std::ranges::find(words, word);
    if (word.empty() || found == words.end() || !is_receipt(receipt)) {
        return {};
    }
    return {static_cast<Notice>(found - words.begin()), receipt};
}

std::string_view to_string(Notice notice) {
    return words[static_cast<std::size_t>(notice)];
}

std::string notice_cookie(std::string_view name, const PageNotice& notice, bool https) {
    const bool none = notice.notice == Notice::none;
    return fmt::format("{}={}{}{}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", name,
                       to_string(notice.notice), notice.receipt.empty() ? "" : ".", notice.receipt,
                       none ? 0 : 60, https ? "; Secure" : "");
}

}   // namespace proxy
