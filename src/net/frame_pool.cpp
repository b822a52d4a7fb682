#include "net/frame_pool.hpp"

#include <array>
#include <new>

namespace net {
namespace {

constexpr std::size_t step = 128;
constexpr std::size_t classes = 24;   // frames up to 3 KiB; larger ones are rare
constexpr unsigned kept_per_class = 256;

struct Free {
    Free* next;
};

struct Shelf {
    Free* first = nullptr;
    unsigned count = 0;
};

class Shelves {
public:
    Shelves() = default;
    Shelves(const Shelves&) = delete;
    Shelves& operator=(const Shelves&) = delete;
    ~Shelves() {
        for (Shelf& shelf : shelves_) {
            while (shelf.first != nullptr) {
                Free* const next = shelf.first->next;
                ::operator delete(shelf.first);
                shelf.first = next;
            }
        }
    }

    Shelf& operator[](std::size_t index) { return shelves_[index]; }

private:
    std::array<Shelf, classes> shelves_;
};

thread_local Shelves shelves;

std::size_t class_of(std::size_t size) {
    return (size - 1) / step;
}

}   // namespace

void* allocate_frame(std::size_t size) {
    const std::size_t index = class_of(size);
    if (index >= classes) {
        return ::operator new(size);
    }
    Shelf& shelf = shelves[index];
    if (shelf.first == nullptr) {
        return ::operator new((index + 1) * step);
    }
    Free* const frame = shelf.first;
    shelf.first = frame->next;
    --shelf.count;
    return frame;
}

void free_frame(void* frame, std::size_t size) noexcept {
    const std::size_t index = class_of(size);
    if (index >= classes || shelves[index].count == kept_per_class) {
        ::operator delete(frame);
        return;
    }
    Shelf& shelf = shelves[index];
    shelf.first = new (frame) Free{shelf.first};
    ++shelf.count;
}

}   // namespace net
