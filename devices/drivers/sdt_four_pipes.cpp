#include "devices/drivers/sdt_four_pipes.h"

#include <algorithm>

#include "devices/wire/sdt_frame.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

constexpr std::uint8_t headerOut = 0x02, bodyOut = 0x06, headerIn = 0x81, bodyIn = 0x85;

bool same(std::vector<std::uint8_t> endpoints, std::uint8_t a, std::uint8_t b) {
  std::sort(endpoints.begin(), endpoints.end());
  return endpoints == std::vector{a, b};
}

}  // namespace

bool SdtFourPipes::fits(const UsbInterface& interface) {
  return same(interface.bulkOut, headerOut, bodyOut) && same(interface.bulkIn, headerIn, bodyIn);
}

Outcome<std::size_t> SdtFourPipes::write(wire::ByteView frame, Clock::time_point until,
                                         const Action& action) {
  bodyLeft_ = 0;
  header_.clear();
  const auto sent = device_->bulkOut(headerOut, frame.first(wire::sdtHeaderLength), until, action);
  if (!sent || *sent < wire::sdtHeaderLength) return sent;
  const auto rest = device_->bulkOut(bodyOut, frame.subspan(wire::sdtHeaderLength), until, action);
  return rest.map([&sent](std::size_t count) { return *sent + count; });
}

Outcome<wire::Bytes> SdtFourPipes::read(Clock::time_point until, const Action& action) {
  const bool wantsBody = bodyLeft_ > 0;
  auto piece = device_->bulkIn(wantsBody ? bodyIn : headerIn, until, action);
  if (!piece || piece->empty()) return piece;
  if (wantsBody) {
    bodyLeft_ -= std::min(bodyLeft_, piece->size());
    return piece;
  }
  header_.insert(header_.end(), piece->begin(), piece->end());  // may come in several packets
  if (header_.size() < wire::sdtHeaderLength) return piece;
  if (header_.size() == wire::sdtHeaderLength)  // noise announces nothing; the parser throws it away
    bodyLeft_ = std::min(wire::sdtLongestReply, static_cast<std::size_t>(header_[5]) << 8 | header_[6]);
  header_.clear();
  return piece;
}

Outcome<void> SdtFourPipes::drain(const Action& action) {
  constexpr milliseconds quiet{30};
  constexpr int most = 32;
  bodyLeft_ = 0;
  header_.clear();
  for (int piece = 0; piece < most; ++piece) {
    const auto header = device_->bulkIn(headerIn, Clock::now() + quiet, action);
    if (!header) return tl::unexpected(header.error());
    const auto body = device_->bulkIn(bodyIn, Clock::now() + quiet, action);
    if (!body) return tl::unexpected(body.error());
    if (header->empty() && body->empty()) break;
  }
  return {};
}

}  // namespace doorstep::devices
