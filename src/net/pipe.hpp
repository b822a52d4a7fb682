#pragma once

#include "net/block_pool.hpp"
#include "net/descriptor.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace net {

/// A pipe of the kernel's, through which bytes go from one socket to another without being copied
/// (splice(2)). The kernel does not say how many are in it: this counts them.
class Pipe {
public:
    static constexpr std::size_t usual_capacity = 256 * 1024;

    /// One that holds `usual_capacity` or, where the system does not give so much, less; null where
    /// it gives none that is worth it (EMFILE; above fs.pipe-user-pages-soft).
    [[nodiscard]] static std::unique_ptr<Pipe> make();

    [[nodiscard]] int entry() const { return entry_.get(); }
    [[nodiscard]] int exit() const { return exit_.get(); }

    [[nodiscard]] bool empty() const { return size_ == 0; }
    /// Bytes in it.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// What it holds at most; less where the bytes come in small pieces, each of which takes a
    /// page's place.
    [[nodiscard]] std::size_t capacity() const { return capacity_; }

    /// `count` bytes were put into it, or taken out of it.
    void grow(std::size_t count) { size_ += count; }
    void consume(std::size_t count) { size_ -= count; }

private:
    Pipe(Descriptor exit, Descriptor entry, std::size_t capacity)
        : exit_(std::move(exit)), entry_(std::move(entry)), capacity_(capacity) {}

    Descriptor exit_;
    Descriptor entry_;
    std::size_t capacity_;
    std::size_t size_ = 0;
};

/// A worker's pipes, so few that neither the kernel's memory nor the descriptors run out. Made when
/// they are needed and kept from then on. One is out while bytes are in it, no longer.
class PipePool {
public:
    static constexpr std::size_t usual_most = 32;

    /// Takes one back.
    struct Return {
        PipePool* pool;
        void operator()(Pipe* pipe) const { pool->give(std::unique_ptr<Pipe>(pipe)); }
    };
    using Held = std::unique_ptr<Pipe, Return>;

    /// What its pipes may hold counts among the bytes that are out of `blocks`, which outlives it.
    explicit PipePool(BlockPool& blocks) : blocks_(blocks) {}
    PipePool(const PipePool&) = delete;
    PipePool& operator=(const PipePool&) = delete;

    /// How many there may be.
    void set_most(std::size_t most) { most_ = most; }

    /// An empty pipe; null when all are out, memory is tight or the system gives none, which is
    /// asked again only after a while. The pool outlives it.
    [[nodiscard]] Held take();

    [[nodiscard]] std::size_t out() const { return out_; }
    [[nodiscard]] std::size_t resting() const { return free_.size(); }

private:
    [[nodiscard]] std::unique_ptr<Pipe> find();
    void give(std::unique_ptr<Pipe> pipe);

    BlockPool& blocks_;
    std::size_t most_ = usual_most;
    std::size_t out_ = 0;
    unsigned asks_to_skip_ = 0;   ///< after a refusal
    std::vector<std::unique_ptr<Pipe>> free_;
};

}   // namespace net
