#pragma once

#include <filesystem>
#include <string>

namespace app::demo {

/// A folder for receipts among the temporary files, removed with all that is in it at destruction.
class ReceiptsFolder {
public:
    /// Where no folder can be made, in a container without a writable disc, there is none.
    ReceiptsFolder();
    ~ReceiptsFolder();

    ReceiptsFolder(const ReceiptsFolder&) = delete;
    ReceiptsFolder& operator=(const ReceiptsFolder&) = delete;

    /// The file for receipts in it; empty where there is no folder.
    [[nodiscard]] std::string file() const;

private:
    std::filesystem::path path_;
};

}   // namespace app::demo
