#pragma once

#include "config/fault.hpp"
#include "config/report.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// What a value of a YAML or JSON document is. YAML leaves the type of a plain scalar to its
/// reader; JSON does not.
enum class Kind : std::uint8_t {
    null,
    plain,     ///< a YAML scalar without quotes: text, number or boolean as its reader wants
    string,    ///< quoted, or a YAML block scalar
    number,    ///< JSON only
    boolean,   ///< JSON only
    sequence,
    mapping,
};

struct Member;

/// One value of a document.
struct Node {
    Kind kind = Kind::null;
    std::string text;   ///< of a scalar; of a null what stands in the file, maybe nothing
    Place place;        ///< where it begins; an absent value has its key's place
    std::vector<Member> members;   ///< of a mapping, in the order of the file
    std::vector<Node> items;       ///< of a sequence
};

/// One key of a mapping with its value.
struct Member {
    std::string key;
    Place place;
    Node value;
};

/// The longest document, in bytes, the deepest nesting, and the most values (aliases counted as
/// often as they are used) that are read.
inline constexpr std::size_t max_document_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t max_document_depth = 64;
inline constexpr std::size_t max_document_nodes = 100'000;

/// Reads a document: strict JSON (RFC 8259) where `name` ends in `.json`, else YAML 1.2, one
/// document. A key that stands twice in one mapping is reported and kept twice. Nothing when the
/// syntax is broken; that is reported too.
[[nodiscard]] std::optional<Node> read_document(std::string_view text, std::string_view name,
                                                Report& report);

}   // namespace config
