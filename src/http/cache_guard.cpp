#include "http/cache_guard.hpp"

#include "http/ascii.hpp"
#include "http/list.hpp"

#include <cstddef>

namespace http {
namespace {

// The name of a directive: what stands before its `=`.
std::string_view directive_name(std::string_view directive) {
    return trim(directive.substr(0, directive.find('=')));
}

bool forbids_sharing(std::string_view value) {
    ListReader directives(value);
    while (const auto directive = directives.next()) {
        const std::string_view name = directive_name(*directive);
        if (iequals(name, "private") || iequals(name, "no-store")) {
            return true;
        }
    }
    return false;
}

bool speaks_to_caches_alone(FieldId id) {
    switch (id) {
        case FieldId::surrogate_control:
        case FieldId::edge_control:
        case FieldId::x_accel_expires:
        case FieldId::x_litespeed_cache_control:
        case FieldId::cdn_cache_control:
            return true;
        default:
            return false;
    }
}

}   // namespace

bool names_itself_shared(const Fields& fields) {
    bool shared = false;
    for (const Field& field : fields) {
        shared = shared || speaks_to_caches_alone(field.id);
        if (field.id != FieldId::cache_control) {
            continue;
        }
        if (forbids_sharing(fields.value(field))) {
            return false;
        }
        ListReader directives(fields.value(field));
        while (const auto directive = directives.next()) {
            const std::string_view name = directive_name(*directive);
            shared = shared || iequals(name, "public") || iequals(name, "s-maxage");
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
        if (iequals(name, "public") || iequals(name, "s-maxage")) {
            changed = true;
            continue;
        }
        const std::string_view written = iequals(name, "private") ? name : *directive;
        changed = changed || written.size() != directive->size();
        kept.append(kept.empty() ? "" : ", ").append(written);
    }
    return changed ? kept : std::string(value);
}

void guard_caches(const Fields& fields, Edits& edits) {
    bool guarded = false;
    for (const Field& field : fields) {
        guarded =
            guarded || (field.id == FieldId::cache_control && forbids_sharing(fields.value(field)));
    }
    std::size_t index = 0;
    for (const Field& field : fields) {
        const std::size_t at = index++;
        if (speaks_to_caches_alone(field.id)) {
            edits.drop(at);
            continue;
        }
        if (field.id != FieldId::cache_control) {
            continue;
        }
        std::string value = private_cache_control(fields.value(field));
        if (!guarded) {
            // In front: behind a quoted string that never ends no cache would see it.
            value.insert(0, value.empty() ? "private" : "private, ");
            guarded = true;
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
    if (!guarded) {
        edits.add("Cache-Control", "private");
    }
}

}   // namespace http
