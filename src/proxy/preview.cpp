#include "proxy/preview.hpp"

#include "bytes/ascii.hpp"

#include <openssl/crypto.h>

namespace proxy {
namespace {

constexpr std::string_view field_name = "Consent-Proxy";
constexpr std::size_t most_bytes = 4000;
constexpr std::string_view more = "more";

bool same(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

bool has_parameter(std::string_view parameters, std::string_view wanted) {
    while (!parameters.empty()) {
        const std::size_t end = parameters.find(';');
        if (bytes::iequals(bytes::trim(parameters.substr(0, end)), wanted)) {
            return true;
        }
        parameters.remove_prefix(end == parameters.npos ? parameters.size() : end + 1);
    }
    return false;
}

// A String of RFC 9651 section 3.3.3 has only visible ASCII and spaces in it.
void append_string(std::string_view text, std::string& out) {
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
        }
        out.push_back(c < ' ' || c > '~' ? '?' : c);
    }
    out.push_back('"');
}

}   // namespace

Preview read_preview(const http::Fields& fields, std::string_view token) {
    Preview preview = Preview::none;
    if (token.empty() || !fields.contains(http::FieldId::x_consent_proxy)) {
        return preview;
    }
    for (const http::Field& field : fields) {
        if (field.id != http::FieldId::x_consent_proxy) {
            continue;
        }
        const std::string_view value = fields.value(field);
        const std::size_t end = value.find(';');
        if (!same(bytes::trim(value.substr(0, end)), token)) {
            continue;
        }
        if (end != value.npos && has_parameter(value.substr(end + 1), "mode=enforce")) {
            return Preview::enforced;
        }
        preview = Preview::told;
    }
    return preview;
}

void PreviewNote::add(std::string_view name, consent::Reason reason, observe::Outcome outcome,
                      observe::CookieField from) {
    if (text_.ends_with(more)) {
        return;
    }
    const std::size_t before = text_.size();
    text_.append(before == 0 ? "" : ", ");
    const std::size_t begin = text_.size();
    append_string(name, text_);
    text_.append(";d=").append(to_string(outcome)).append(";r=").append(to_string(reason));
    if (from == observe::CookieField::cookie) {
        text_.append(";from=cookie");
    }
    if (text_.size() > most_bytes) {
        text_.resize(begin);
        text_.append(more);
    }
}

void PreviewNote::write(const http::ResponseHead& head, http::Edits& edits) const {
    std::size_t index = 0;
    for (const http::Field& field : head.fields) {
        if (bytes::iequals(head.fields.name(field), field_name)) {
            edits.drop(index);
        }
        ++index;
    }
    if (!text_.empty()) {
        edits.add(field_name, text_);
    }
}

}   // namespace proxy
