#include "sandbox_pki.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <unistd.h>

namespace sandbox_test {
namespace {

struct Folder {
  Folder()
      : path((std::filesystem::temp_directory_path() / ("doorstep-pki-" + std::to_string(getpid())))
                 .string()) {
    const std::string command = DOORSTEP_SOURCE_DIR "/services/sandbox/make-pki " + path;
    if (std::system(command.c_str()) != 0)  // NOLINT(concurrency-mt-unsafe): the tests' main thread
      throw std::runtime_error(command);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::string path;
};

}  // namespace

const std::string& pkiDir() {
  static const Folder folder;
  return folder.path;
}

}  // namespace sandbox_test
