#include "consent/deletion.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <libpsl.h>

namespace consent {
namespace {

// Browsers ignore a longer attribute (RFC 6265bis section 5.6).
constexpr std::size_t max_attribute_bytes = 1024;

std::string host_name(std::string_view authority) {
    if (authority.starts_with('[')) {
        return {};   // an IPv6 address
    }
    std::string host(authority.substr(0, authority.find(':')));
    std::ranges::transform(host, host.begin(), bytes::to_lower);
    if (host.ends_with('.')) {
        host.pop_back();
    }
    return host;
}

bool is_ipv4(std::string_view host) {
    const auto last = host.substr(host.rfind('.') + 1);
    return !last.empty() && std::ranges::all_of(last, bytes::is_digit);
}

bool has_prefix(std::string_view name, std::string_view prefix) {
    return name.size() >= prefix.size() && bytes::iequals(name.substr(0, prefix.size()), prefix);
}

void add_once(std::vector<std::string>& list, std::string item) {
    if (std::ranges::find(list, item) == list.end()) {
        list.push_back(std::move(item));
    }
}

// "/" and the first segment: where scripts without a path of their own put their cookies.
std::vector<std::string> paths(const CookieEntry* entry, std::string_view target) {
    std::vector<std::string> found{"/"};
    const std::string_view path = target.substr(0, target.find_first_of("?#;"));
    const std::string_view segment = path.substr(0, path.find('/', 1));
    if (segment.starts_with('/') && segment.size() <= max_attribute_bytes) {
        add_once(found, std::string(segment));
    }
    if (entry != nullptr && !entry->path.empty()) {
        add_once(found, entry->path);
    }
    return found;
}

// The empty one stands for host-only.
std::vector<std::string> domains(ExpireScope expire, const CookieEntry* entry,
                                 std::string_view host) {
    std::vector<std::string> found{""};
    if (expire == ExpireScope::domain) {
        for (std::string& domain : cookie_domains(host)) {
            add_once(found, std::move(domain));
        }
        if (entry != nullptr && !entry->domain.empty()) {
            add_once(found, entry->domain);
        }
    }
    return found;
}

std::string deletion(std::string_view name, std::string_view path, std::string_view domain,
                     bool secure, bool partitioned) {
    std::string field(name);
    field.append("=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=").append(path);
    if (!domain.empty()) {
        field.append("; Domain=").append(domain);
    }
    field.append(secure ? "; Secure" : "").append(partitioned ? "; Partitioned" : "");
    return field;
}

}   // namespace

std::vector<std::string> cookie_domains(std::string_view authority) {
    const std::string host = host_name(authority);
    std::vector<std::string> found;
    if (host.empty() || is_ipv4(host)) {
        return found;
    }
    const char* const registrable = psl_registrable_domain(psl_builtin(), host.c_str());
    if (registrable == nullptr) {
        return found;
    }
    const std::size_t last = host.size() - std::string_view(registrable).size();
    for (std::size_t begin = 0; begin <= last; begin = host.find('.', begin) + 1) {
        found.push_back(host.substr(begin));
    }
    return found;
}

std::vector<std::string> deletions(ExpireScope expire, std::string_view name,
                                   const CookieEntry* entry, const DeletionScope& scope) {
    std::vector<std::string> fields;
    if (expire == ExpireScope::none) {
        return fields;
    }
    const bool host_prefix = has_prefix(name, "__Host-");
    const bool secure = scope.https || host_prefix || has_prefix(name, "__Secure-");
    const std::vector<std::string> only_path{"/"};
    const std::vector<std::string> only_host{""};
    for (const std::string& path : host_prefix ? only_path : paths(entry, scope.path)) {
        for (const std::string& domain :
             host_prefix ? only_host : domains(expire, entry, scope.host)) {
            fields.push_back(deletion(name, path, domain, secure, false));
            if (entry != nullptr && entry->partitioned) {
                fields.push_back(deletion(name, path, domain, true, true));
            }
        }
    }
    return fields;
}

}   // namespace consent
