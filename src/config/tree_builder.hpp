#pragma once

#include "config/document.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace config {

/// Makes a tree of nodes from the events of a parser, and bounds it. Every function is false once
/// the document cannot be used; that is reported then.
class TreeBuilder {
public:
    explicit TreeBuilder(Report& report) : report_(report) {}

    /// A value, or the key that comes next. `anchor`: 0, or what alias() may name later.
    [[nodiscard]] bool scalar(Node node, std::size_t anchor = 0);

    /// The begin of a mapping or sequence.
    [[nodiscard]] bool begin(Kind kind, Place place, std::size_t anchor = 0);
    [[nodiscard]] bool end();

    /// A copy of the node with this anchor, at another place.
    [[nodiscard]] bool alias(Place place, std::size_t anchor);

    /// The whole tree; null before the end of it.
    [[nodiscard]] Node take() { return std::move(root_); }

private:
    struct Frame {
        Node node;
        std::size_t anchor = 0;
        std::string key;
        Place key_place;
        bool has_key = false;
        std::unordered_map<std::string, Place> seen;
    };

    [[nodiscard]] bool fail(Place place, std::string message);
    [[nodiscard]] bool count(const Node& node);
    [[nodiscard]] bool add(Node node);
    [[nodiscard]] bool take_key(Frame& frame, const Node& node);

    Report& report_;
    std::vector<Frame> open_;
    std::unordered_map<std::size_t, Node> anchors_;
    std::size_t nodes_ = 0;
    Node root_;
};

}   // namespace config
