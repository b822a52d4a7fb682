#include "http/cache_guard.hpp"

#include "bytes/ascii.hpp"
#include "http/list.hpp"

#include <algorithm>
#include <cstddef>

namespace http {
namespace {

// The name of a directive: what stands before its `=`.
std::string_view directive_name(std::string_view directive) {
    return bytes::trim(directive.substr(0, directive.find('=')));
}

bool forbids_sharing(std::string_view directive) {
    const std::string_view name = directive_name(directive);
    return bytes::iequals(name, "private") || bytes::iequals(name, "no-store");
}

// With field names behind it `no-cache` forbids less (RFC 9111 section 5.2.2.4).
bool forbids_reuse(std::string_view directive) {
    return bytes::iequals(directive, "no-cache") || bytes::iequals(directive, "no-store");
}

bool has_directive(std::string_view value, bool (*is_one)(std::string_view)) {
    ListReader directives(value);
    while (const auto directive = directives.next()) {
        if (is_one(*directive)) {
            return true;
        }
    }
    return false;
}

bool has_directive(const Fields& fields, bool (*is_one)(std::string_view)) {
    return fields.contains(FieldId::cache_control) &&
           std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
               return field.id == FieldId::cache_control &&
                      has_directive(fields.value(field), is_one);
           });
}

// What stands behind its `=`.
std::string_view directive_argument(std::string_view directive) {
    const std::size_t equals = directive.find('=');
    return equals == directive.npos ? std::string_view{}
                                    : bytes::trim(directive.substr(equals + 1));
}

// In quotes or with a unit, too: Edge-Control writes `0s`.
bool is_zero(std::string_view number) {
    return number.find('0') != number.npos && number.find_first_of("123456789") == number.npos;
}

// `cache-maxage` is Edge-Control's word.
bool is_lifetime(std::string_view directive) {
    const std::string_view name = directive_name(directive);
    return bytes::iequals(name, "max-age") || bytes::iequals(name, "s-maxage") ||
           bytes::iequals(name, "cache-maxage");
}

bool ends_at_once(std::string_view directive) {
    return is_lifetime(directive) && is_zero(directive_argument(directive));
}

bool grants_storing(std::string_view directive) {
    return bytes::iequals(directive_name(directive), "public") ||
           (is_lifetime(directive) && !ends_at_once(directive));
}

// In Cache-Control, whose `max-age` is for browsers as well.
bool grants_sharing(std::string_view directive) {
    return bytes::iequals(directive_name(directive), "public") ||
           (bytes::iequals(directive_name(directive), "s-maxage") && !ends_at_once(directive));
}

// A field that speaks to caches alone: one that says nothing known here may well ask them to store.
bool asks_to_store(FieldId id, std::string_view value) {
    if (id == FieldId::x_accel_expires) {
        return value.starts_with('@') || !is_zero(value);
    }
    return !has_directive(value, forbids_sharing) && !has_directive(value, forbids_reuse) &&
           (has_directive(value, grants_storing) || !has_directive(value, ends_at_once));
}

// Browsers do not read these.
constexpr FieldSet for_caches_alone{FieldId::surrogate_control, FieldId::edge_control,
                                    FieldId::x_accel_expires, FieldId::x_litespeed_cache_control,
                                    FieldId::cdn_cache_control};

// Rewrites the fields that speak to caches; what is `missing` goes into the first Cache-Control.
void guard_present(const Fields& fields, Edits& edits, std::string& missing) {
    std::size_t index = 0;
    for (const Field& field : fields) {
        const std::size_t at = index++;
        if (for_caches_alone.contains(field.id)) {
            edits.drop(at);
            continue;
        }
        if (field.id != FieldId::cache_control) {
            continue;
        }
        std::string value = private_cache_control(fields.value(field));
        // In front: behind a quoted string that never ends no cache would see it.
        if (!missing.empty()) {
            value.insert(0, value.empty() ? "" : ", ").insert(0, missing);
            missing.clear();
        }
        if (value == fields.value(field)) {
            continue;
        }
        if (value.empty()) {
            edits.drop(at);
        } else {
            edits.replace(at, value);
        }
    }
}

}   // namespace

bool names_itself_shared(const Fields& fields) {
    bool shared = false;
    for (const Field& field : fields) {
        const std::string_view value = fields.value(field);
        if (for_caches_alone.contains(field.id)) {
            shared = shared || asks_to_store(field.id, value);
        } else if (field.id == FieldId::cache_control) {
            if (has_directive(value, forbids_sharing)) {
                return false;
            }
            shared = shared || has_directive(value, grants_sharing);
        }
    }
    return shared;
}

std::string private_cache_control(std::string_view value) {
    std::string kept;
    bool changed = false;
    ListReader directives(value);
    while (const auto directive = directives.next()) {
        const std::string_view name = directive_name(*directive);
        if (bytes::iequals(name, "public") || bytes::iequals(name, "s-maxage")) {
            changed = true;
            continue;
        }
        const std::string_view written = bytes::iequals(name, "private") ? name : *directive;
        changed = changed || written.size() != directive->size();
        kept.append(kept.empty() ? "" : ", ").append(written);
    }
    return changed ? kept : std::string(value);
}

void guard_caches(const Fields& fields, Edits& edits, CacheUse use) {
    std::string missing = has_directive(fields, forbids_sharing) ? "" : "private";
    if (use == CacheUse::checked && !has_directive(fields, forbids_reuse)) {
        missing.append(missing.empty() ? "" : ", ").append("no-cache");
    }
    if (fields.contain_any(for_caches_alone | FieldSet{FieldId::cache_control})) {
        guard_present(fields, edits, missing);
    }
    if (!missing.empty()) {
        edits.add("Cache-Control", missing);
    }
}

}   // namespace http
