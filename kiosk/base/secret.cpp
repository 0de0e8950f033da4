#include "kiosk/base/secret.h"

#include <array>
#include <cstring>
#include <ostream>

#include <openssl/crypto.h>

namespace doorstep {

Secret::Secret(std::string_view text) : bytes_(text.begin(), text.end()) {}

Secret::Secret(const std::vector<std::byte>& bytes) : bytes_(bytes.size()) {
  if (!bytes.empty()) std::memcpy(bytes_.data(), bytes.data(), bytes.size());
}

Secret::Secret(const Secret& other) = default;

Secret::Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) {
  other.bytes_.clear();
}

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe();
    bytes_ = other.bytes_;
  }
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    bytes_ = std::move(other.bytes_);
    other.bytes_.clear();
  }
  return *this;
}

Secret::~Secret() {
  wipe();
}

std::string_view Secret::reveal() const {
  return {bytes_.data(), bytes_.size()};
}

void Secret::wipe() {
  if (!bytes_.empty()) OPENSSL_cleanse(bytes_.data(), bytes_.size());
  bytes_.clear();
}

std::ostream& operator<<(std::ostream& out, const Secret&) {
  return out << "***";
}

std::string maskedIdNumber(const Secret& number) {
  const auto text = number.reveal();
  if (text.size() < 12) return std::string(text.size(), '*');
  return std::string(text.substr(0, 6)) + std::string(text.size() - 10, '*') +
         std::string(text.substr(text.size() - 4));
}

std::string maskedName(const Secret& name) {
  const auto text = name.reveal();
  std::string masked;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    masked += i == 0 ? std::string(text.substr(0, length)) : "*";
    i += length;
  }
  return masked;
}

std::string maskedPhone(const Secret& phone) {
  const auto text = phone.reveal();
  if (text.size() < 8) return std::string(text.size(), '*');
  return std::string(text.substr(0, 3)) + std::string(text.size() - 7, '*') +
         std::string(text.substr(text.size() - 4));
}

bool validIdNumber(std::string_view number) {
  static constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  static constexpr std::string_view kCheck = "10X98765432";
  if (number.size() != 18) return false;
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    if (number[i] < '0' || number[i] > '9') return false;
    sum += (number[i] - '0') * kWeights[i];
  }
  return number[17] == kCheck[sum % 11];
}

}  // namespace doorstep
