#pragma once

#include "net/block_pool.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace net {

/// Bytes that were read and not yet dealt with, in a block of the worker's pool that is held only
/// while it is needed.
class Buffer {
public:
    /// What it holds at most.
    static constexpr std::size_t capacity = BlockPool::large_size;

    /// The pool outlives the buffer. `first` is the size of the block that it begins with, at most
    /// a medium one while memory is tight; one that is full is changed for a large one.
    explicit Buffer(BlockPool& pool, std::size_t first = BlockPool::large_size)
        : pool_(&pool), first_(first) {}
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() { release(); }

    [[nodiscard]] bool empty() const { return begin_ == end_; }
    [[nodiscard]] std::size_t size() const { return end_ - begin_; }
    [[nodiscard]] std::string_view view() const { return {block_.get() + begin_, size()}; }
    [[nodiscard]] std::span<char> bytes() { return {block_.get() + begin_, size()}; }

    /// Room behind the bytes, of all that is free: the bytes are moved to the front if need be,
    /// and views of them are stale then. Empty when it is full.
    [[nodiscard]] std::span<char> room() {
        if (block_ && empty() && size_ > BlockPool::medium_size && pool_->tight()) {
            release();
        }
        if (!block_) {
            size_ = pool_->tight() ? std::min(first_, BlockPool::medium_size) : first_;
            block_ = pool_->take(size_);
        }
        if (begin_ > 0) {
            std::memmove(block_.get(), block_.get() + begin_, size());
            end_ = size();
            begin_ = 0;
        }
        if (end_ == size_ && size_ < capacity) {
            enlarge();
        }
        return {block_.get() + end_, size_ - end_};
    }

    /// `count` bytes were put into the room.
    void grow(std::size_t count) { end_ += count; }

    /// The first `count` bytes were dealt with. They stay where they are until `room`, `append`
    /// or `release`.
    void consume(std::size_t count) { begin_ += count; }

    /// Copies what fits of `bytes` behind the others.
    void append(std::string_view bytes) {
        while (!bytes.empty()) {
            const std::span<char> free = room();
            const std::size_t count = std::min(bytes.size(), free.size());
            if (count == 0) {
                return;
            }
            std::memcpy(free.data(), bytes.data(), count);
            grow(count);
            bytes.remove_prefix(count);
        }
    }

    /// Gives the block back; what was in it is gone.
    void release() {
        if (block_) {
            pool_->give(std::move(block_), size_);
        }
        begin_ = end_ = 0;
    }

    /// Both are of one pool.
    void swap(Buffer& other) {
        std::swap(block_, other.block_);
        std::swap(size_, other.size_);
        std::swap(begin_, other.begin_);
        std::swap(end_, other.end_);
    }

private:
    void enlarge() {
        std::unique_ptr<char[]> large = pool_->take(capacity);
        std::memcpy(large.get(), block_.get(), end_);
        pool_->give(std::exchange(block_, std::move(large)), std::exchange(size_, capacity));
    }

    BlockPool* pool_;
    std::size_t first_;
    std::unique_ptr<char[]> block_;
    std::size_t size_ = 0;   ///< of the block
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}   // namespace net
