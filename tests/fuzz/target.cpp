#include "tests/fuzz/target.h"

#include <fstream>

// Fresh memory is filled with zeros: what a target finds in the room behind a buffer, the code under test has
// put there.
extern "C" const char* __asan_default_options() {
  return "malloc_fill_byte=0:max_malloc_fill_size=1073741824";
}

// libFuzzer's entries. With "--seeds FOLDER" the program writes the seeds there and ends.
extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  if (*count != 3 || std::string_view((*arguments)[1]) != "--seeds") return 0;
  const std::string folder = (*arguments)[2];
  int number = 0;
  for (const std::string& seed : doorstep::fuzz::seeds()) {
    std::ofstream file(folder + "/seed-" + std::to_string(number++), std::ios::binary);
    if (!(file << seed).flush()) std::exit(1);
  }
  std::exit(number > 0 ? 0 : 1);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  doorstep::fuzz::run({data, size});
  return 0;
}
