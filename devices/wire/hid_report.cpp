#include "devices/wire/hid_report.h"

#include <algorithm>

namespace doorstep::devices::wire {
namespace {

enum class Type { Main = 0, Global = 1, Local = 2 };

struct Item {
  Type type;
  std::uint8_t tag;
  std::size_t size;  // of the value, in bytes
  std::uint32_t value;
};

struct Globals {
  std::uint32_t usagePage = 0;
  std::size_t bits = 0;
  std::size_t count = 0;
  std::uint8_t reportId = 0;
};

// The next item, which `rest` then begins behind; nothing: it is cut off. Long items (6.2.2.3) are none of
// anybody's yet, and are passed over.
std::optional<Item> nextItem(ByteView& rest) {
  constexpr std::uint8_t longItem = 0xFE;
  const std::uint8_t prefix = rest[0];
  const bool isLong = prefix == longItem;
  if (isLong && rest.size() < 3) return std::nullopt;
  const std::size_t size = isLong ? rest[1] : (prefix & 3) == 3 ? 4 : prefix & 3;
  const std::size_t head = isLong ? 3 : 1;
  if (rest.size() < head + size) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = size; !isLong && i-- > 0;) value = value << 8 | rest[head + i];
  rest = rest.subspan(head + size);
  return Item{static_cast<Type>(prefix >> 2 & 3), static_cast<std::uint8_t>(prefix >> 4), size, value};
}

class Parser {
 public:
  std::optional<HidInputs> parse(ByteView descriptor) {
    while (!descriptor.empty()) {
      const auto item = nextItem(descriptor);
      if (!item || !take(*item)) return std::nullopt;
    }
    if (!applications_.empty()) return std::nullopt;
    for (const auto& [id, bits] : ends_) inputs_.lengths[id] = (bits + 7) / 8;
    return std::move(inputs_);
  }

 private:
  static constexpr std::size_t mostBits = 0x10000;  // of a report: far more than any

  bool take(const Item& item) {
    switch (item.type) {
      case Type::Main:
        return main(item);
      case Type::Global:
        return global(item);
      case Type::Local:
        local(item);
        return true;
    }
    return true;  // reserved
  }

  bool main(const Item& item) {
    constexpr std::uint8_t input = 8, collection = 10, endCollection = 12;
    bool sense = true;
    if (item.tag == input) {
      sense = addInput(item.value);
    } else if (item.tag == collection) {
      open(item.value);
    } else if (item.tag == endCollection) {
      sense = !applications_.empty();
      if (sense) applications_.pop_back();
    }
    usages_.clear();
    least_.reset();
    return sense;
  }

  // A collection within another stands in the same application.
  void open(std::uint32_t kind) {
    constexpr std::uint32_t application = 1;
    if (!applications_.empty())
      applications_.push_back(applications_.back());
    else
      applications_.push_back(kind == application ? usageAt(0) : 0);
  }

  bool global(const Item& item) {
    switch (item.tag) {
      case 0:
        now_.usagePage = item.value;
        return true;
      case 7:
        now_.bits = item.value;
        return now_.bits <= mostBits;
      case 8:
        now_.reportId = static_cast<std::uint8_t>(item.value);
        return item.value >= 1 && item.value <= 0xFF;
      case 9:
        now_.count = item.value;
        return now_.count <= mostBits;
      case 10:
        saved_.push_back(now_);
        return true;
      case 11:
        if (saved_.empty()) return false;
        now_ = saved_.back();
        saved_.pop_back();
        return true;
      default:
        return true;  // limits and units
    }
  }

  void local(const Item& item) {
    constexpr std::uint8_t usage = 0, minimum = 1, maximum = 2;
    constexpr std::uint32_t mostUsages = 0x1000;
    const std::uint32_t full = item.size == 4 ? item.value : item.value & 0xFFFF;
    if (item.tag == usage) {
      usages_.push_back(full);
    } else if (item.tag == minimum) {
      least_ = full;
    } else if (item.tag == maximum && least_ && full >= *least_ && full - *least_ < mostUsages) {
      for (std::uint32_t one = *least_; one <= full; ++one) usages_.push_back(one);
    }
  }

  // The last usage stands for all elements that have none of their own (6.2.2.8). One of two bytes or fewer
  // belongs to the page that is valid at the main item.
  HidUsage usageAt(std::size_t index) const {
    if (usages_.empty()) return 0;
    const std::uint32_t usage = usages_[std::min(index, usages_.size() - 1)];
    return usage > 0xFFFF ? usage : now_.usagePage << 16 | usage;
  }

  bool addInput(std::uint32_t flags) {
    constexpr std::uint32_t constant = 1, variable = 2;
    constexpr std::size_t idBits = 8;
    std::size_t& end = ends_.try_emplace(now_.reportId, now_.reportId == 0 ? 0 : idBits).first->second;
    const std::size_t begin = end;
    if (now_.bits * now_.count > mostBits - std::min(begin, mostBits)) return false;
    end += now_.bits * now_.count;
    // The elements of an array name one of several usages: which, only the report says.
    if ((flags & constant) != 0 || ((flags & variable) == 0 && usages_.size() > 1)) return true;
    for (std::size_t i = 0; i < now_.count; ++i) addElement(usageAt(i), begin + i * now_.bits);
    return true;
  }

  void addElement(HidUsage usage, std::size_t bit) {
    const HidUsage application = applications_.empty() ? 0 : applications_.back();
    auto& fields = inputs_.fields;
    if (!fields.empty()) {
      HidField& last = fields.back();
      if (last.usage == usage && last.application == application && last.reportId == now_.reportId &&
          last.bits == now_.bits && last.bit + last.bits * last.count == bit) {
        ++last.count;
        return;
      }
    }
    fields.push_back({usage, application, now_.reportId, bit, now_.bits, 1});
  }

  HidInputs inputs_;
  std::map<std::uint8_t, std::size_t> ends_;  // in bits, so far
  Globals now_;
  std::vector<Globals> saved_;
  std::vector<std::uint32_t> usages_;
  std::optional<std::uint32_t> least_;
  std::vector<HidUsage> applications_;  // one for each open collection
};

}  // namespace

std::optional<HidInputs> parseHidInputs(ByteView descriptor) {
  return Parser().parse(descriptor);
}

}  // namespace doorstep::devices::wire
