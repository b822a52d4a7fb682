#include "config/tree_builder.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {
namespace {

struct Extent {
    std::size_t nodes = 1;
    std::size_t depth = 0;

    void add(const Extent& child) {
        nodes += child.nodes;
        depth = std::max(depth, child.depth + 1);
    }
};

Extent measure(const Node& node) {
    Extent extent;
    extent.depth = node.kind == Kind::sequence || node.kind == Kind::mapping ? 1 : 0;
    for (const Node& item : node.items) {
        extent.add(measure(item));
    }
    for (const Member& member : node.members) {
        extent.add(measure(member.value));
    }
    return extent;
}

}   // namespace

bool TreeBuilder::fail(Place place, std::string message) {
    report_.error(place, std::move(message));
    return false;
}

bool TreeBuilder::count(const Node& node) {
    const Extent extent = measure(node);
    nodes_ += extent.nodes;
    if (nodes_ > max_document_nodes) {
        return fail(node.place, fmt::format("more than {} values", max_document_nodes));
    }
    if (open_.size() + extent.depth > max_document_depth) {
        return fail(node.place, fmt::format("nested more than {} deep", max_document_depth));
    }
    return true;
}

bool TreeBuilder::scalar(Node node, std::size_t anchor) {
    if (!count(node)) {
        return false;
    }
    if (anchor != 0) {
        anchors_[anchor] = node;
    }
    return add(std::move(node));
}

bool TreeBuilder::begin(Kind kind, Place place, std::size_t anchor) {
    Frame frame;
    frame.node.kind = kind;
    frame.node.place = place;
    frame.anchor = anchor;
    if (!count(frame.node)) {
        return false;
    }
    if (!open_.empty() && open_.back().node.kind == Kind::mapping && !open_.back().has_key) {
        return fail(place, "a key must be a word, not a list or mapping");
    }
    open_.push_back(std::move(frame));
    return true;
}

bool TreeBuilder::end() {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    if (frame.anchor != 0) {
        anchors_[frame.anchor] = frame.node;
    }
    return add(std::move(frame.node));
}

bool TreeBuilder::alias(Place place, std::size_t anchor) {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
        return fail(place, "an alias inside of what it stands for");
    }
    if (!count(found->second)) {
        return false;
    }
    Node copy = found->second;
    copy.place = place;
    return add(std::move(copy));
}

bool TreeBuilder::add(Node node) {
    if (open_.empty()) {
        root_ = std::move(node);
        return true;
    }
    Frame& frame = open_.back();
    if (frame.node.kind == Kind::sequence) {
        frame.node.items.push_back(std::move(node));
        return true;
    }
    if (!frame.has_key) {
        return take_key(frame, node);
    }
    frame.has_key = false;
    // An absent value is found at the next token of the file, which says nothing to anybody.
    if (node.kind == Kind::null && node.text.empty()) {
        node.place = frame.key_place;
    }
    frame.node.members.push_back({std::move(frame.key), frame.key_place, std::move(node)});
    return true;
}

bool TreeBuilder::take_key(Frame& frame, const Node& node) {
    if (node.kind == Kind::sequence || node.kind == Kind::mapping) {
        return fail(node.place, "a key must be a word, not a list or mapping");
    }
    const auto [first, is_new] = frame.seen.emplace(node.text, node.place);
    if (!is_new) {
        report_.error(node.place, fmt::format("key \"{}\" stands twice in one mapping (first at "
                                              "{}:{})",
                                              node.text, first->second.line, first->second.column));
    }
    frame.key = node.text;
    frame.key_place = node.place;
    frame.has_key = true;
    return true;
}

}   // namespace config
