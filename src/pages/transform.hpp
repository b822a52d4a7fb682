#pragma once

#include <string_view>

namespace pages {

/// A body that is changed on its way, in pieces. Bounded: what it gives at once is at most some
/// 64 KiB, and it takes no more before that is taken. Does no I/O.
class Transform {
public:
    Transform() = default;
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;
    virtual ~Transform() = default;

    /// More of the body. Only while `take` has nothing more to give. Views what it is given until
    /// then.
    virtual void put(std::string_view input) = 0;

    /// The body has ended; `take` gives what was held back.
    virtual void end() = 0;

    /// What can go on now, perhaps a view of what was put in; it lives until the next call of any
    /// function. Empty when more is needed, or after `end` when all was given.
    [[nodiscard]] virtual std::string_view take() = 0;

    /// The body is not what it was said to be: nothing more comes of it.
    [[nodiscard]] virtual bool failed() const = 0;
};

}   // namespace pages
